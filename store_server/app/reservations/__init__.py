"""Baskets whose pieces are kept for a while, until they are bought."""
