"""What stations are called, in the languages of those who read."""
