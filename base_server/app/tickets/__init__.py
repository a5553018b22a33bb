"""Tickets as the railway issues them."""
