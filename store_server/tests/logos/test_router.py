"""Pictures of stores and items."""

import io
from pathlib import Path

import httpx
import pytest
from PIL import Image
from service_kit.database import Database

from app.config import Settings
from app.items.schemas import ItemRead
from app.logos.files import LogoFiles
from app.logos.service import remove_unused
from app.stores.schemas import StoreRead
from tests.factories import create_item
from tests.logos.pictures import animation, bomb, picture

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


@pytest.fixture
def folder(settings: Settings) -> Path:
    return settings.logos.folder


def names_in(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


@pytest.fixture
async def item(database: Database, store: StoreRead) -> ItemRead:
    return await create_item(database, store.id)


class TestSetItemLogo:
    @pytest.mark.parametrize(
        ("content", "status", "code"),
        [
            (b"", 415, "NOT_A_PICTURE"),
            (b"hello", 415, "NOT_A_PICTURE"),
            (SVG, 415, "NOT_A_PICTURE"),
            (picture("GIF"), 415, "NOT_A_PICTURE"),
            (picture("BMP"), 415, "NOT_A_PICTURE"),
            (animation("WEBP"), 415, "NOT_A_PICTURE"),
            (animation("PNG"), 415, "NOT_A_PICTURE"),
            (picture("JPEG")[:300], 415, "NOT_A_PICTURE"),
            (picture("PNG")[:60], 415, "NOT_A_PICTURE"),
            (bomb(), 413, "PICTURE_TOO_LARGE"),
            (picture("PNG", (4_001, 4_000)), 413, "PICTURE_TOO_LARGE"),
            (b"x" * (8 * 1024 * 1024 + 1), 413, "BODY_TOO_LARGE"),
        ],
    )
    async def test_bad_pictures_are_refused(
        self,
        client: httpx.AsyncClient,
        terminal: dict[str, str],
        item: ItemRead,
        content: bytes,
        status: int,
        code: str,
    ) -> None:
        path = f"/store/item/{item.id}/logo"
        answer = await client.put(path, headers=terminal, content=content)
        assert (answer.status_code, answer.json()["code"]) == (status, code)

    async def test_item_of_another_store_is_not_found(
        self, client: httpx.AsyncClient, other_terminal: dict[str, str], item: ItemRead
    ) -> None:
        path = f"/store/item/{item.id}/logo"
        answer = await client.put(path, headers=other_terminal, content=picture())
        assert answer.json()["code"] == "ITEM_NOT_FOUND"

    @pytest.mark.parametrize("form", ["PNG", "JPEG", "WEBP"])
    async def test_picture_becomes_a_small_one_without_metadata(
        self,
        client: httpx.AsyncClient,
        terminal: dict[str, str],
        item: ItemRead,
        folder: Path,
        form: str,
    ) -> None:
        exif = Image.Exif()
        exif[0x010E] = "where it was taken"
        path = f"/store/item/{item.id}/logo"
        content = picture(form, (1_200, 600), exif=exif)
        answer = await client.put(path, headers=terminal, content=content)
        address = answer.json()["logo_url"]
        kept = (folder / address.removeprefix("/static/logos/")).read_bytes()
        with Image.open(io.BytesIO(kept)) as logo:
            assert (logo.format, logo.size, dict(logo.getexif())) == ("WEBP", (512, 256), {})
        assert b"where it was taken" not in kept
        assert not any(name.startswith("tmp") for name in names_in(folder))


class TestSetStoreLogo:
    async def test_unknown_store_is_not_found(
        self, client: httpx.AsyncClient, admin: dict[str, str], item: ItemRead
    ) -> None:
        path = f"/admin/store/{item.id}/logo"
        answer = await client.put(path, headers=admin, content=picture())
        assert answer.json()["code"] == "STORE_NOT_FOUND"

    async def test_store_has_a_logo(
        self, client: httpx.AsyncClient, admin: dict[str, str], store: StoreRead
    ) -> None:
        path = f"/admin/store/{store.id}/logo"
        answer = await client.put(path, headers=admin, content=picture())
        shown = await client.get(f"/admin/store/{store.id}", headers=admin)
        assert answer.json()["logo_url"].startswith("/static/logos/")
        assert shown.json() == answer.json()


async def test_files_that_nobody_uses_are_removed(
    client: httpx.AsyncClient,
    terminal: dict[str, str],
    admin: dict[str, str],
    store: StoreRead,
    item: ItemRead,
    database: Database,
    folder: Path,
) -> None:
    item_path, store_path = f"/store/item/{item.id}/logo", f"/admin/store/{store.id}/logo"
    await client.put(item_path, headers=terminal, content=picture(size=(1, 1)))
    used = await client.put(item_path, headers=terminal, content=picture(size=(2, 2)))
    await client.put(store_path, headers=admin, content=picture(size=(2, 2)))
    await client.delete(f"/store/item/{item.id}", headers=terminal)
    async with database.session() as session, session.begin():
        await remove_unused(session, LogoFiles(folder))
    left = ["/static/logos/" + name for name in names_in(folder)]
    assert left == [used.json()["logo_url"]]
