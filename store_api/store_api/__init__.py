"""What other services need of store_server."""

from store_api.client import StoreApi, StoreSummary

__all__ = ["StoreApi", "StoreSummary"]
