"""What cameras have seen, the people in it, and what the security makes of it."""
