"""What a run makes available to the code that is called within it."""
