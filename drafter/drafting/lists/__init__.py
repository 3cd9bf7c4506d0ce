"""Lists that grow, shrink and change their order with the sheet."""
