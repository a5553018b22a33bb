from datetime import datetime

from service_kit.audit import Audited
from service_kit.database import Base, Timestamped
from sqlalchemy import ARRAY, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column


class WebhookSubscription(Audited, Timestamped, Base):
    """An address of accounting or CRM that is told of events.

    Secrets are encrypted. While one is being rotated, `former_secret` signs too, until
    `former_secret_until`. `disabled_at`: the receiver answered 410, and asked for no more.
    """

    __tablename__ = "webhook_subscriptions"
    __audit_secret__ = frozenset({"secret", "former_secret"})

    url: Mapped[str] = mapped_column(String(2048))
    description: Mapped[str] = mapped_column(String(255))
    event_types: Mapped[list[str]] = mapped_column(ARRAY(String(40)))
    is_active: Mapped[bool]
    disabled_at: Mapped[datetime | None]
    secret: Mapped[bytes] = mapped_column(LargeBinary)
    former_secret: Mapped[bytes | None] = mapped_column(LargeBinary)
    former_secret_until: Mapped[datetime | None]
