"""Boardings that cannot all be true, and what staff found out about them."""
