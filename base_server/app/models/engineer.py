from service_kit.audit import Audited
from service_kit.database import Base, Timestamped
from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column


class Engineer(Audited, Timestamped, Base):
    """A member of the railway's staff. `privileges` is a mask of `base_api.Privilege`."""

    __tablename__ = "engineers"
    __audit_secret__ = frozenset({"password_hash"})

    login: Mapped[str] = mapped_column(String(60), unique=True)
    password_hash: Mapped[str] = mapped_column(String(255))
    privileges: Mapped[int] = mapped_column(server_default="0")
