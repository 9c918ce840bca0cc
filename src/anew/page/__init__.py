"""The page that a run builds, and its differences from the last one.

This package is pure: no I/O, no locks, no clock.
"""
