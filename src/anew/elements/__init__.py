"""What authors call: one file an element."""
