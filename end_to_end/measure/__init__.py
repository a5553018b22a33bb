"""What only a browser can tell of the speed of pages."""
