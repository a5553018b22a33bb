from datetime import datetime

from service_kit.audit import Audited
from service_kit.database import Base, Timestamped
from sqlalchemy import Index, String, text
from sqlalchemy.orm import Mapped, mapped_column


class User(Audited, Timestamped, Base):
    """A passenger. The face, if there is one, is held by face_server under the same id.

    An erased user stays as a row without a name, because tickets refer to it.
    """

    __tablename__ = "users"
    __table_args__ = (
        # A prefix search needs this operator class in any collation but C. Of all users, not only
        # of those not erased: a partial index would have no statistics.
        Index("ix_users_name_prefix", text("lower(name) text_pattern_ops")),
    )

    name: Mapped[str] = mapped_column(String(60))
    erased_at: Mapped[datetime | None]
