"""Arithmetic inside tables and between them: cells, the sums they stand in, where one figure is printed twice, who is wrong."""
