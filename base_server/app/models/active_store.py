from uuid import UUID

from service_kit.audit import Audited
from service_kit.database import Base, Timestamped
from sqlalchemy.orm import Mapped, mapped_column

from app.models.device import DeviceKey


class ActiveStore(Audited, DeviceKey, Timestamped, Base):
    """A store terminal. The store itself lives in store_server."""

    __tablename__ = "active_stores"
    __audit_ignored__ = frozenset({"last_seen_at"})

    store_id: Mapped[UUID] = mapped_column(index=True)
