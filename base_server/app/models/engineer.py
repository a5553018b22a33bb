from service_kit.audit import Audited
from service_kit.database import Base, Timestamped
from service_kit.paging import text_key
from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column


class Engineer(Audited, Timestamped, Base):
    """A member of the railway's staff. `privileges` is a mask of `base_api.Privilege`.

    With a `subject`, the engineer was made by the identity provider's roles and follows them; one
    without a password signs in there only.
    """

    __tablename__ = "engineers"
    __audit_secret__ = frozenset({"password_hash", "subject"})
    __audit_ignored__ = frozenset({"login_key"})
    __table_args__ = (Index("ix_engineers_login_key_id", "login_key", "id"),)

    login: Mapped[str] = mapped_column(String(60), unique=True)
    login_key: Mapped[str] = text_key("login")
    password_hash: Mapped[str | None] = mapped_column(String(255))
    subject: Mapped[str | None] = mapped_column(String(255), unique=True)
    privileges: Mapped[int] = mapped_column(server_default="0")
