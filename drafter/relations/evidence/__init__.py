"""How plainly the words around numbers tie them, and how easily a calculation comes out by chance."""
