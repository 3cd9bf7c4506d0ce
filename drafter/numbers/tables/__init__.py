"""What the heads of a table say of its cells: period and unit."""
