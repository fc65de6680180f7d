"""The window: pages wire, widgets show, services act. It must not read files or compute a result."""
