from typing import Annotated

from face_api import FaceApi
from fastapi import Depends
from service_kit.components import provide
from service_kit.paging import PageQuery, sorted_pages

from app.models import User

FaceApiDep = Annotated[FaceApi, Depends(provide(FaceApi))]
SORTS = {"name": User.name_key, "created": User.id}
UserPageDep = Annotated[PageQuery, Depends(sorted_pages("UserSort", SORTS))]
