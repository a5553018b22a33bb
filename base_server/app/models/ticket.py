import datetime as dt
from uuid import UUID

from service_kit.audit import Audited
from service_kit.database import Base, Timestamped
from service_kit.database.types import enum_type
from sqlalchemy import BigInteger, FetchedValue, ForeignKey, Index, LargeBinary, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship
from ticket_rules import TicketState

from app.models.user import User


class Ticket(Audited, Timestamped, Base):
    """A place on a train run. `date` is when the passenger departs, `start_date` the run's date.

    Whoever holds the code finds the row by its SHA-256. For its owner the code is kept encrypted
    (see `app.tickets.codes`). `changed_xid` is the transaction of the last change, which a trigger
    writes: manifests tell by it what a robot has not seen yet.
    """

    __tablename__ = "tickets"
    __audit_secret__ = frozenset({"code_hash", "code_encrypted"})
    __audit_ignored__ = frozenset({"changed_xid"})
    __table_args__ = (
        Index(
            "uq_tickets_place",
            "train_number",
            "start_date",
            "wagon_number",
            "place_number",
            unique=True,
            postgresql_where=text("state <> 'REVOKED'"),
        ),
        # Each ends in the key, which is the order of the administration's lists.
        Index("ix_tickets_run", "train_number", "start_date", "id"),
        Index("ix_tickets_state", "state", "id"),
    )

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"), index=True)
    train_number: Mapped[str] = mapped_column(String(20))
    wagon_number: Mapped[int]
    place_number: Mapped[int]
    station_id: Mapped[str] = mapped_column(String(60))
    destination_id: Mapped[str] = mapped_column(String(60))
    date: Mapped[dt.datetime]
    start_date: Mapped[dt.date]
    code_hash: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    state: Mapped[TicketState] = mapped_column(enum_type(TicketState), server_default="VALID")
    boarded_at: Mapped[dt.datetime | None]
    boarded_by: Mapped[UUID | None] = mapped_column(ForeignKey("robots.id"))
    revoked_at: Mapped[dt.datetime | None]
    code_encrypted: Mapped[bytes | None] = mapped_column(LargeBinary)
    changed_xid: Mapped[int] = mapped_column(
        BigInteger,
        server_default=text("pg_current_xact_id()::text::bigint"),
        server_onupdate=FetchedValue(),
    )
    user: Mapped[User] = relationship(lazy="raise", viewonly=True)
