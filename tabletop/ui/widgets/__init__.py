"""What is seen: each takes data and emits signals; it must not call a service."""
