"""What a tab and the server say to each other."""
