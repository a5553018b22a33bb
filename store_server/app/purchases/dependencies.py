"""The key under which a purchase may be repeated, and what purchases can be sorted by."""

from typing import Annotated

from fastapi import Depends
from service_kit.callers import IdentifiedDep
from service_kit.idempotency import fingerprint
from service_kit.idempotency.dependencies import KeyHeader
from service_kit.paging import PageQuery, sorted_pages
from starlette.requests import Request

from app.models import Purchase
from app.purchases.orders import RepeatKey
from app.terminal import caller_name


async def _repeat_key(
    request: Request, caller: IdentifiedDep, key: KeyHeader = None
) -> RepeatKey | None:
    if key is None:
        return None
    operation = f"{request.method} {request.url.path}"
    return RepeatKey(caller_name(caller), key, fingerprint(operation, await request.body()))


RepeatKeyDep = Annotated[RepeatKey | None, Depends(_repeat_key)]

# By nothing that would want another index: each sale would pay for it.
SORTS = {"date": Purchase.id}
PurchasePageDep = Annotated[PageQuery, Depends(sorted_pages("PurchaseSort", SORTS))]
