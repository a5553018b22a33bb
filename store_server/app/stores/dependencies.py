"""What the settings say about stores, and what stores can be sorted by."""

from typing import Annotated

from fastapi import Depends
from service_kit.paging import PageQuery, sorted_pages
from starlette.requests import Request

from app.config import Settings
from app.models import Store


async def _usual_minutes(request: Request) -> int:
    settings: Settings = request.app.state.settings
    return settings.tasks.preparation_minutes


UsualMinutesDep = Annotated[int, Depends(_usual_minutes)]

SORTS = {"name": Store.name_key, "created": Store.id}
StorePageDep = Annotated[PageQuery, Depends(sorted_pages("StoreSort", SORTS))]
