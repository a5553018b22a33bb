from typing import Annotated

from fastapi import Depends
from service_kit.paging import PageQuery, sorted_pages

from app.models import Engineer

SORTS = {"login": Engineer.login_key, "created": Engineer.id}
EngineerPageDep = Annotated[PageQuery, Depends(sorted_pages("EngineerSort", SORTS))]
