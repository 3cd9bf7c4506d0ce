"""Growth and difference: of what, since when, and by how much."""
