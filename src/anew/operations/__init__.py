"""What operators see of an app: its stored sessions, and how it does."""
