"""Bodies of purchases."""

from typing import Any
from uuid import UUID


def basket(*lines: tuple[UUID, int], **fields: Any) -> dict[str, Any]:
    items = [{"item_id": str(item_id), "count": count} for item_id, count in lines]
    return {"items": items, **fields}
