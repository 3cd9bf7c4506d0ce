"""Shares of a whole, and what is told as one."""
