"""Simulators: one robot, a railway's day, and a day with faults."""
