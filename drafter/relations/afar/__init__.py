"""What reaches beyond a sentence or a paragraph, and what follows from relations already found."""
