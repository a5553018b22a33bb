from typing import Annotated

from fastapi import Depends
from service_kit.paging import PageQuery, sorted_pages

from app.models import ActiveStore

SORTS = {"created": ActiveStore.id}
TerminalPageDep = Annotated[PageQuery, Depends(sorted_pages("TerminalSort", SORTS))]
