"""The page that a run builds, and what changed since the last. Pure: no I/O, no lock, no clock."""
