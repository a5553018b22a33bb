"""What a store's items can be sorted by."""

from typing import Annotated

from fastapi import Depends
from service_kit.paging import PageQuery, sorted_pages

from app.models import StoreItem

# Prices and balances have no index, which each sale would have to change: what one store sells is
# sorted in a few milliseconds.
SORTS = {
    "name": StoreItem.name_key,
    "price": StoreItem.price_penny,
    "balance": StoreItem.balance,
    "created": StoreItem.id,
}
ItemPageDep = Annotated[PageQuery, Depends(sorted_pages("ItemSort", SORTS))]
