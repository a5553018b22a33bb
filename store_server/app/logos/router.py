from typing import Any
from uuid import UUID

from base_api import AdminDep
from fastapi import Request
from service_kit.database import SessionDep
from service_kit.errors import problems
from service_kit.routing import feature_router

from app.errors import ItemArchived, ItemNotFound, StoreNotFound
from app.items.schemas import ItemRead
from app.logos import service
from app.logos.errors import NotAPicture, PictureTooLarge
from app.logos.files import LogoFilesDep
from app.stores.errors import StoreArchived
from app.stores.schemas import StoreRead
from app.terminal import TerminalDep, own_store

router = feature_router(tag="logos")
MAXIMUM_BYTES = 8 * 1024 * 1024
_picture = {"schema": {"type": "string", "format": "binary"}}
_options: dict[str, Any] = {
    "max_body_size": MAXIMUM_BYTES,
    "openapi_extra": {
        "requestBody": {
            "required": True,
            "content": dict.fromkeys(("image/jpeg", "image/png", "image/webp"), _picture),
        }
    },
}


@router.put(
    "/store/item/{item_id}/logo",
    summary="Give an item a logo",
    responses=problems(ItemNotFound, ItemArchived, NotAPicture, PictureTooLarge),
    **_options,
)
async def set_item_logo(
    item_id: UUID,
    request: Request,
    terminal: TerminalDep,
    session: SessionDep,
    files: LogoFilesDep,
) -> ItemRead:
    """The body is the file: a still JPEG, PNG or WebP picture. It becomes a small WebP one."""
    logo = await files.make(await request.body())
    return await service.set_item_logo(session, files, own_store(terminal), item_id, logo)


@router.put(
    "/admin/store/{store_id}/logo",
    summary="Give a store a logo",
    responses=problems(StoreNotFound, StoreArchived, NotAPicture, PictureTooLarge),
    **_options,
)
async def set_store_logo(
    store_id: UUID, request: Request, _: AdminDep, session: SessionDep, files: LogoFilesDep
) -> StoreRead:
    """The body is the file: a still JPEG, PNG or WebP picture. It becomes a small WebP one."""
    logo = await files.make(await request.body())
    return await service.set_store_logo(session, files, store_id, logo)
