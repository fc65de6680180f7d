"""The player display: what the room sees on a screen of its own."""
