"""What a client asks for, and what it gets."""

from typing import Annotated, Generic, TypeVar

from fastapi import Query
from service_kit.paging.cursors import MAXIMUM_CURSOR
from service_kit.paging.order import NEWEST_FIRST, Order
from service_kit.routing import query_of
from service_kit.schemas import Schema

MAXIMUM_SIZE = 100
DEFAULT_SIZE = 50
# OFFSET reads and throws away every row before it; deeper than this a client takes the cursor.
MAXIMUM_PAGE = 1_000_000

Item = TypeVar("Item")


class Page(Schema, Generic[Item]):
    """`next_cursor` is null on the last page."""

    items: list[Item]
    total: int
    total_is_estimate: bool
    page: int
    size: int
    next_cursor: str | None


class PageQuery:
    """`page` and `size`, or `cursor` and `size`; the newest row first, or as `order` says."""

    def __init__(
        self,
        page: Annotated[int, Query(ge=1, le=MAXIMUM_PAGE, description="From 1.")] = 1,
        size: Annotated[int, Query(ge=1, le=MAXIMUM_SIZE)] = DEFAULT_SIZE,
        cursor: Annotated[
            str | None,
            Query(
                max_length=MAXIMUM_CURSOR,
                description="`next_cursor` of the page before; wins over `page`.",
            ),
        ] = None,
    ) -> None:
        self.page = page
        self.size = size
        self.offset = (page - 1) * size
        self.cursor = cursor or None
        self.order: Order = NEWEST_FIRST


PageDep = Annotated[PageQuery, query_of(PageQuery)]
