"""One tab's conversation."""
