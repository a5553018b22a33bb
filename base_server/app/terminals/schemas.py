import datetime as dt
from uuid import UUID

from pydantic import BaseModel

from app.models import ActiveStore


class TerminalRead(BaseModel):
    id: UUID
    store_id: UUID
    key_fingerprint: str
    registered_by: str
    created_at: dt.datetime
    last_seen_at: dt.datetime | None

    @classmethod
    def of(cls, terminal: ActiveStore) -> "TerminalRead":
        return cls.model_validate(terminal, from_attributes=True)
