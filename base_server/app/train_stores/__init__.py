"""Which store sells on which train run."""
