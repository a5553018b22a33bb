"""The railway's staff and what each may do."""
