"""What other services need of store_server."""

from store_api.client import PurchasedItem, StoreApi, StoreSummary, UserPurchase

__all__ = ["PurchasedItem", "StoreApi", "StoreSummary", "UserPurchase"]
