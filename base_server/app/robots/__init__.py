"""Robots: what each is, which trip it serves, what it may look up."""
