"""What all tests share."""

from hypothesis import settings

# How long an example takes depends on what else the machine does: it is no failure.
settings.register_profile("anew", deadline=None)
settings.load_profile("anew")
