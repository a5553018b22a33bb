"""Loads the debug data: the same every time, through the public API. Never into production."""
