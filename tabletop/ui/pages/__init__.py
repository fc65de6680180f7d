"""One page a mode: it wires widgets to services; it must not paint."""
