"""What was bought, on paper."""
