"""Store terminals as the administration sees them."""
