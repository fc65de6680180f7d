"""What was prepared before STARTEX; it must not know what happened in play."""
