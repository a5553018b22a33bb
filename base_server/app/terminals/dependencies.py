from datetime import UTC, datetime
from typing import Annotated

from fastapi import Depends
from service_kit.paging import PageQuery, nulls_as, sorted_pages

from app.models import ActiveStore

# Without an index, which each sign-in would have to change: a railway has thousands of terminals.
_LAST_SEEN = nulls_as(ActiveStore.last_seen_at, datetime.fromtimestamp(0, UTC))
SORTS = {"last_seen": _LAST_SEEN, "created": ActiveStore.id}
TerminalPageDep = Annotated[PageQuery, Depends(sorted_pages("TerminalSort", SORTS))]
