"""How a store did in a period."""
