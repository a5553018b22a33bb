"""Selling: all that was asked for, or nothing."""
