"""What a robot is told to do, and what became of it."""
