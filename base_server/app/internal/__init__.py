"""What other services ask of base_server; `base_api` is the client."""
