"""Load on one address: as much as it can take (wrk), or a constant rate (our own generator)."""
