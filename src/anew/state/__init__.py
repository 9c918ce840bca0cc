"""What a session remembers: pure data."""
