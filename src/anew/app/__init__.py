"""What authors say of their app that draws nothing."""
