from typing import Any

from service_kit.audit import Audited
from service_kit.database import Base, Timestamped
from service_kit.paging import text_key
from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column


class Station(Audited, Timestamped, Base):
    """Names of a station. Tickets refer to it by `station_id`, whether it has names or not.

    `names`: language (ISO 639-1) → name.
    """

    __tablename__ = "stations"
    __audit_ignored__ = frozenset({"station_id_key"})
    __table_args__ = (Index("ix_stations_station_id_key_id", "station_id_key", "id"),)

    station_id: Mapped[str] = mapped_column(String(256), unique=True)
    station_id_key: Mapped[str] = text_key("station_id")
    names: Mapped[dict[str, Any]]
