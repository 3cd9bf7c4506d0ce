"""Numbers as reports write them: read, told from what is none, named, dated, and written back."""
