"""Signed lists of a run's tickets, for robots that lose the uplink."""
