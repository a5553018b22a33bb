"""The rows of the table, each a way to measure one thing."""
