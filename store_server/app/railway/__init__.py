"""What base_server knows and a sale needs: who is a passenger, which store is on which train."""
