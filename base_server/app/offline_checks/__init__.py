"""Checks that robots made without the uplink: taking them in, and what staff do about conflicts."""
