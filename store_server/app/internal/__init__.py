"""What other services ask of store_server; `store_api` is the client."""
