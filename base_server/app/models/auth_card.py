from uuid import UUID

from service_kit.audit import Audited
from service_kit.database import Base, Timestamped
from sqlalchemy import ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column


class AuthCard(Audited, Timestamped, Base):
    """A card that opens the service menu of robots for its engineer."""

    __tablename__ = "auth_cards"
    __audit_secret__ = frozenset({"key_hash"})

    engineer_id: Mapped[UUID] = mapped_column(
        ForeignKey("engineers.id", ondelete="CASCADE"), index=True
    )
    key_hash: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
