"""Keeps programs running: ordered start, readiness, restart, and an end without leftovers."""
