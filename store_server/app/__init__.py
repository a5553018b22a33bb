"""store_server: stores, items, stock, purchases and tasks."""
