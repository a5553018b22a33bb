"""What several features need of store_server."""

from http import HTTPStatus
from typing import Annotated

from fastapi import Depends
from service_kit.components import provide
from service_kit.errors import ServiceError
from store_api import StoreApi

StoreApiDep = Annotated[StoreApi, Depends(provide(StoreApi))]


class StoreNotFound(ServiceError):
    status = HTTPStatus.NOT_FOUND
    code = "STORE_NOT_FOUND"
    detail = "There is no open store with this id. Make it at store_server, or take another."
