"""What waits at a destination: hotels and attractions."""
