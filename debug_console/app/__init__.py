"""The debug console: a terminal program for development. Never in production."""
