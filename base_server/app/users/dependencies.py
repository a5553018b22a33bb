from typing import Annotated

from fastapi import Depends
from service_kit.components import provide

from face_api import FaceApi

FaceApiDep = Annotated[FaceApi, Depends(provide(FaceApi))]
