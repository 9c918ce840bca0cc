"""Running the author's code."""
