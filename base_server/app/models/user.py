from service_kit.audit import Audited
from service_kit.database import Base, Timestamped
from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column


class User(Audited, Timestamped, Base):
    """A passenger. The face, if there is one, is held by face_server under the same id."""

    __tablename__ = "users"

    name: Mapped[str] = mapped_column(String(60))
