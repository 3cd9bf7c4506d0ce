"""What does not come out: a slip of typing, or a calculation read from the wrong numbers."""
