"""What can be set: the options, where they come from, what they take."""
