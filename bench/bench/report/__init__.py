"""What is told of a run: a table, the raw results, and the figures in the documentation."""
