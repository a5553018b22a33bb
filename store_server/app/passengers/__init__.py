"""What a passenger does from a browser: looking, keeping, buying, and following it."""
