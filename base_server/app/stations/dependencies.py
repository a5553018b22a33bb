from typing import Annotated

from fastapi import Depends
from service_kit.paging import PageQuery, sorted_pages

from app.models import Station

SORTS = {"station_id": Station.station_id_key, "created": Station.id}
StationPageDep = Annotated[PageQuery, Depends(sorted_pages("StationSort", SORTS))]
