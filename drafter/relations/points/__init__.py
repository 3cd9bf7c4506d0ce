"""The points of a self-assessment."""
