"""An item by its id: one SELECT by the primary key, of the columns that the platform reads."""

from typing import Any
from uuid import UUID

from fastapi import APIRouter, HTTPException, Request
from pydantic import BaseModel, Json

router = APIRouter()

_GET = """
SELECT id, store_id, name, description, price_penny, logo_url, category, balance,
       holds, translations, allergens, age_limit, archived_at IS NOT NULL AS is_archived
FROM store_items WHERE id = $1
"""


class Item(BaseModel):
    id: UUID
    store_id: UUID
    name: str
    description: str
    price_penny: int
    logo_url: str | None
    category: str | None
    balance: int
    holds: Json[dict[str, Any]]
    translations: Json[dict[str, Any]]
    allergens: list[str]
    age_limit: int | None
    is_archived: bool


@router.get("/store/item/{item_id}")
async def get_item(item_id: UUID, request: Request) -> Item:
    row = await request.app.state.store.fetchrow(_GET, item_id)
    if row is None:
        raise HTTPException(404)
    return Item(**row)
