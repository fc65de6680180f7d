"""Paper: what is printed and how it looks; it must not compute a result or write to the journal."""
