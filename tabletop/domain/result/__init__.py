"""What an exercise shows: every printed number; it must not hold a word or a layout."""
