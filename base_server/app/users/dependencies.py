from typing import Annotated

from face_api import FaceApi
from fastapi import Depends
from service_kit.components import provide

FaceApiDep = Annotated[FaceApi, Depends(provide(FaceApi))]
