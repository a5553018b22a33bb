"""What the security's screens follow, and what has to be looked after from time to time."""
