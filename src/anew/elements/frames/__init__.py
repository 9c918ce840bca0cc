"""What frames are given and what they send: the parts of components that others wrote."""
