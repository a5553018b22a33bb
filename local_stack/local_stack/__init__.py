"""Installs the modules of the repository, runs the platform on one machine, and tests it."""
