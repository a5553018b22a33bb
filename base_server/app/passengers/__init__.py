"""What passengers see of themselves, take along, and have erased."""
