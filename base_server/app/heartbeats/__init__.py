"""What robots report of themselves, and what they are told in return."""
