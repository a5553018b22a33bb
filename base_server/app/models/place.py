from typing import Any

from sqlalchemy import String, text
from sqlalchemy.orm import Mapped, mapped_column


class Place:
    """Something that waits at a destination.

    `translations`: language (ISO 639-1) → name and description.
    """

    name: Mapped[str] = mapped_column(String(256))
    description: Mapped[str] = mapped_column(String(1024))
    logo_url: Mapped[str | None] = mapped_column(String(256))
    translations: Mapped[dict[str, Any]] = mapped_column(server_default=text("'{}'::jsonb"))
    destination_id: Mapped[str] = mapped_column(String(256), index=True)
