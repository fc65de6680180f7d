"""Files that come from and go to people: packs and play scripts; it must not decide what happens in play."""
