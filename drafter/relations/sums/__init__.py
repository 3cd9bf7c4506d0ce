"""Totals and their parts, by how lists, sentences and paragraphs are built."""
