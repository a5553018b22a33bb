"""The record of who changed what, to be read and to be proved."""
