"""The options of an app: their definitions, their sources, and checks of their values."""
