"""People who are looked for: added by one engineer, approved by another, forgotten in time."""
