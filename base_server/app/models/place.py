from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column


class Place:
    """Something that waits at a destination."""

    name: Mapped[str] = mapped_column(String(256))
    description: Mapped[str] = mapped_column(String(1024))
    logo_url: Mapped[str | None] = mapped_column(String(256))
    destination_id: Mapped[str] = mapped_column(String(256), index=True)
