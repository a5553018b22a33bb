"""Lists are pages: by number, or by a cursor that stays quick however deep it goes.

`page` is what a client asks for and gets, `sorting` what a list can be sorted by, `order` how it
then is, `text_keys` the order of words, `cursors` a place in a list, `counting` how long it is,
`listing` all of it together.
"""

from service_kit.paging.cursors import BadCursor
from service_kit.paging.listing import paginate
from service_kit.paging.page import Page, PageDep, PageQuery
from service_kit.paging.sorting import nulls_as, sorted_pages
from service_kit.paging.text_keys import (
    begins_with,
    contains,
    contains_anywhere,
    plain,
    text_key,
)

__all__ = [
    "BadCursor",
    "Page",
    "PageDep",
    "PageQuery",
    "begins_with",
    "contains",
    "contains_anywhere",
    "nulls_as",
    "paginate",
    "plain",
    "sorted_pages",
    "text_key",
]
