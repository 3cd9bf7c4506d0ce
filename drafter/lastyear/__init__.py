"""What last year's report tells: its figures as rows, its work items, the claims it makes, and what a new year moves in it."""
