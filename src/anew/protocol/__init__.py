"""The messages between a tab and the server, and how they are encoded."""
