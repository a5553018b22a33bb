"""Measures the platform, each figure beside the least that it could be."""
