"""The declarative base of all tables of a service."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from sqlalchemy import DateTime, MetaData, Uuid, func, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

NAMING_CONVENTION = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

CreatedAt = Annotated[datetime, mapped_column(server_default=func.now())]


class Base(DeclarativeBase):
    """Every row has a UUIDv7 key made by the database, so that keys are in order of creation."""

    metadata = MetaData(naming_convention=NAMING_CONVENTION)
    type_annotation_map = {  # noqa: RUF012 - SQLAlchemy's own contract
        datetime: DateTime(timezone=True),
        dict[str, Any]: JSONB,
        UUID: Uuid(),
    }

    id: Mapped[UUID] = mapped_column(primary_key=True, server_default=text("uuidv7()"))


class Timestamped:
    """When the row was made, by the clock of the database."""

    created_at: Mapped[CreatedAt]
