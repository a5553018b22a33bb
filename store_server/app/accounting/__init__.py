"""What was sold and refunded, as figures for the books: export, sums, and reports of shifts."""
