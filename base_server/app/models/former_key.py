from uuid import UUID

from service_kit.database import Base, Timestamped
from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column


class FormerKey(Timestamped, Base):
    """A key that a device has replaced. It stays taken for ever: whoever found it may not come
    back with it as another device."""

    __tablename__ = "former_keys"

    key_fingerprint: Mapped[str] = mapped_column(String(64), unique=True)
    device_id: Mapped[UUID]
