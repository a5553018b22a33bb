from typing import Any

from service_kit.audit import Audited
from service_kit.database import Base, Timestamped
from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column


class Station(Audited, Timestamped, Base):
    """Names of a station. Tickets refer to it by `station_id`, whether it has names or not.

    `names`: language (ISO 639-1) → name.
    """

    __tablename__ = "stations"

    station_id: Mapped[str] = mapped_column(String(256), unique=True)
    names: Mapped[dict[str, Any]]
