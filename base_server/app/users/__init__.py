"""Passengers, and the faces that they gave consent to."""
