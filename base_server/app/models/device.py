from datetime import datetime

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column


class DeviceKey:
    """What a robot and a store terminal have in common: a public key that they can prove.

    A revoked device stays, because its checks and registrations name it; it cannot sign in again,
    and its key stays taken.
    """

    public_key: Mapped[str] = mapped_column(Text)
    key_fingerprint: Mapped[str] = mapped_column(String(64), unique=True)
    registered_by: Mapped[str] = mapped_column(String(60))
    last_seen_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]
