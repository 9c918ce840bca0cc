"""What several elements share."""
