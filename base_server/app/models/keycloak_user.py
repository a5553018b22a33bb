from uuid import UUID

from service_kit.audit import Audited
from service_kit.database import Base, Timestamped
from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column


class KeycloakUser(Audited, Timestamped, Base):
    """Who a subject of the identity provider is here."""

    __tablename__ = "keycloak_users"
    __audit_secret__ = frozenset({"subject"})

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"), index=True)
    subject: Mapped[str] = mapped_column(String(255), unique=True)
