"""What is kept beside the sessions."""
