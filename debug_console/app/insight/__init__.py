"""What the API does not show: health, Redis, the outbox, the chain of the record."""
