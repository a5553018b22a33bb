"""Ticket checks: the busiest path of the platform."""
