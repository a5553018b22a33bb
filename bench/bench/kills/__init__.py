"""Sales and refunds while processes are killed, and the proof that the books are right."""
