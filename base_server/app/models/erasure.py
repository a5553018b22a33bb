from datetime import datetime
from typing import Any
from uuid import UUID

from service_kit.audit import Audited
from service_kit.database import Base, Timestamped
from sqlalchemy import ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column


class Erasure(Audited, Timestamped, Base):
    """The receipt of an erased user: what went, what stayed and why. It names nobody.

    `finished_at` is null until everything is gone from the neighbours, too. Whoever holds the
    secret, of which the SHA-256 is kept, may read it: an erased user has no session to ask with.
    """

    __tablename__ = "erasures"
    __audit_secret__ = frozenset({"secret_hash"})

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"), unique=True)
    secret_hash: Mapped[bytes] = mapped_column(LargeBinary)
    counts: Mapped[dict[str, Any]]
    face_erased_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]
