"""Tabletop steps an exercise director through timed injects and prints the scored debrief."""

__version__ = "0.1.0"
