"""The record of who changed what, to be proved: `python -m app.audit verify`."""
