"""Cards that open the service menu of robots."""
