"""The console as a place to stay in: a prompt with completion and history."""
