"""The record of who changed what, to be proved. Its routes come from the kit."""
