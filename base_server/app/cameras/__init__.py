"""The cameras of robots as the security configures them."""
