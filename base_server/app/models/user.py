from datetime import datetime

from service_kit.audit import Audited
from service_kit.database import Base, Timestamped
from service_kit.paging import text_key
from sqlalchemy import Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

_NOT_ERASED = text("erased_at IS NULL")


class User(Audited, Timestamped, Base):
    """A passenger. The face, if there is one, is held by face_server under the same id.

    An erased user stays as a row without a name, because tickets refer to it.
    """

    __tablename__ = "users"
    __audit_ignored__ = frozenset({"name_key"})
    __table_args__ = (
        # Who is searched by the beginning of the name, and the list in the order of names: the rows
        # on the way to a page far down are counted off in it alone.
        Index(
            "ix_users_name_key_id",
            "name_key",
            "id",
            postgresql_where=_NOT_ERASED,
        ),
        # The same of the list in the order of age: by the primary key alone each row on the way
        # would be looked at, whether it was erased.
        Index("ix_users_not_erased", "id", postgresql_where=_NOT_ERASED),
    )

    name: Mapped[str] = mapped_column(String(60))
    name_key: Mapped[str] = text_key("name")
    erased_at: Mapped[datetime | None]
