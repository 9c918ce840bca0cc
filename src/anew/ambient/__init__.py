"""What a run lends to whatever is called within it."""
