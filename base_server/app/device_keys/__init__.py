"""The public keys of devices: which are accepted, and what they can prove."""
