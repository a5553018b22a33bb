"""What the staff of a store must prepare, live."""
