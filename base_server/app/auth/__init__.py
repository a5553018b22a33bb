"""Signing in: engineers by password, devices by proof of possession of their key."""
