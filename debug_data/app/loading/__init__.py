"""Each part of the data: find what is there by its natural key, make what is missing."""
