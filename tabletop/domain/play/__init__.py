"""What happens between STARTEX and ENDEX; it must not compute a score."""
