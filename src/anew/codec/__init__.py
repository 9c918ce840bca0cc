"""Values as bytes that cannot run code."""
