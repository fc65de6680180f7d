"""What an exercise is: plan -> play -> result; it must not import anything beyond the standard library."""
