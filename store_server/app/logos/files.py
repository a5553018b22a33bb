"""The folder of logos, which the gateway serves and all replicas share."""

import asyncio
import hashlib
import os
import tempfile
from pathlib import Path
from typing import Annotated, ClassVar

from fastapi import Depends
from service_kit.components import Component, provide

from app.logos.pictures import make_logo

ADDRESS = "/static/logos/"
SUFFIX = ".webp"
# Each may need sixty megabytes while it is decoded.
AT_ONCE = 2


class LogoFiles(Component):
    """Files are named by their content, so a name always means the same picture."""

    name: ClassVar[str] = "logos"
    required: ClassVar[bool] = False

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._turns = asyncio.Semaphore(AT_ONCE)

    async def check(self) -> None:
        await asyncio.to_thread(self._folder.mkdir, parents=True, exist_ok=True)
        if not os.access(self._folder, os.W_OK):
            raise PermissionError(f"{self._folder} cannot be written to")

    async def make(self, content: bytes) -> bytes:
        """The picture as it will be kept; raises `NotAPicture` or `PictureTooLarge`."""
        async with self._turns:
            return await asyncio.to_thread(make_logo, content)

    async def keep(self, logo: bytes) -> str:
        """The address of the kept picture."""
        name = hashlib.sha256(logo).hexdigest()[:40] + SUFFIX
        await asyncio.to_thread(self._write, name, logo)
        return ADDRESS + name

    def _write(self, name: str, logo: bytes) -> None:
        """The whole file or none: a half written one would be served for ever."""
        self._folder.mkdir(parents=True, exist_ok=True)
        handle, name_for_now = tempfile.mkstemp(dir=self._folder)
        unfinished = Path(name_for_now)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(logo)
                file.flush()
                os.fsync(file.fileno())
            # The gateway is another user.
            unfinished.chmod(0o644)
            unfinished.replace(self._folder / name)
        except BaseException:
            unfinished.unlink()
            raise

    async def list_addresses(self) -> list[str]:
        return await asyncio.to_thread(
            lambda: [ADDRESS + path.name for path in self._folder.glob(f"*{SUFFIX}")]
        )

    async def remove(self, address: str) -> None:
        path = self._folder / address.removeprefix(ADDRESS)
        await asyncio.to_thread(path.unlink, missing_ok=True)


LogoFilesDep = Annotated[LogoFiles, Depends(provide(LogoFiles))]
