"""Commands that configure or steer the app and draw nothing themselves."""
