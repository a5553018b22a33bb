"""A small service on the kit, with a table of its own, to test the kit with."""
