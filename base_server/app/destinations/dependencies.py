"""What hotels and attractions can be sorted by."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Annotated

from fastapi import Depends, Query
from service_kit.languages import Language
from service_kit.paging import PageQuery, sorted_pages

from app.destinations.names import name_in
from app.models import Attraction, Hotel

_DESCRIPTION = "Sort names as they are in this language, where there is one; else the plain `name`."


def place_pages(
    kind: type[Hotel] | type[Attraction], sort_name: str
) -> Callable[..., Awaitable[PageQuery]]:
    """By name: as a reader of `language` sees it, because who shows the list shows that one."""
    pages = sorted_pages(sort_name, {"name": name_in(kind, []), "created": kind.id})

    async def page_query(
        page: Annotated[PageQuery, Depends(pages)],
        language: Annotated[Language | None, Query(description=_DESCRIPTION)] = None,
    ) -> PageQuery:
        order = page.order
        if language is not None and order.name.removeprefix("-") == "name":
            # Another order, which no cursor of the plain one fits.
            name = f"{order.name}:{language}"
            page.order = replace(order, name=name, key=name_in(kind, [language]))
        return page

    return page_query
