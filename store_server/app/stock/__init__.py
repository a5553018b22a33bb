"""The ledger: why an item's balance is what it is."""
