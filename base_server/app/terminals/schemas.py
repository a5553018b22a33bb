import datetime as dt
from typing import Annotated
from uuid import UUID

from pydantic import Field
from service_kit.schemas import Schema

from app.models import ActiveStore


class TerminalRead(Schema):
    id: UUID
    store_id: UUID
    key_fingerprint: str
    registered_by: str
    created_at: dt.datetime
    last_seen_at: Annotated[
        dt.datetime | None, Field(description="When it last asked any server, to the minute.")
    ]

    @classmethod
    def of(cls, terminal: ActiveStore) -> "TerminalRead":
        return cls.model_validate(terminal, from_attributes=True)

    def seen(self, at: dt.datetime | None) -> "TerminalRead":
        """The same, with a later sign of life than the sign-in, if there was one."""
        known = [moment for moment in (self.last_seen_at, at) if moment is not None]
        return self.model_copy(update={"last_seen_at": max(known, default=None)})
