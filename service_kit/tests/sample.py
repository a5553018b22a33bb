"""A small service on the kit, with a table and routes of every kind, to test the kit with."""

import asyncio
from collections.abc import AsyncIterable
from datetime import UTC, datetime
from typing import Annotated
from uuid import UUID, uuid4

import asyncpg
from fastapi import Depends, FastAPI, Header
from fastapi.sse import EventSourceResponse, ServerSentEvent
from pydantic import BaseModel, Field, SecretStr
from pydantic_settings import SettingsConfigDict
from service_kit.application import create_service
from service_kit.audit import Audited
from service_kit.callers import (
    AnyCallerDep,
    Caller,
    CallerGuard,
    ServiceDep,
    StillSignedInDep,
)
from service_kit.database import Base, Database, SessionDep, Timestamped
from service_kit.errors import TooManyRequests, problems
from service_kit.http_client import ServiceAuthenticator
from service_kit.idempotency import IdempotencyConflict, IdempotencyDep
from service_kit.outbox import OutboxEvent, OutboxRelay, append_event
from service_kit.paging import (
    BadCursor,
    Page,
    PageQuery,
    nulls_as,
    paginate,
    sorted_pages,
    text_key,
)
from service_kit.redis_async import RedisConnection
from service_kit.redis_async.guessing import GuessLimiterDep
from service_kit.redis_async.sessions import SessionStore
from service_kit.redis_async.streams import EventStreams, EventStreamsDep
from service_kit.routing import PUBLIC, feature_router
from service_kit.schemas import OK, Ok, text
from service_kit.settings import (
    DatabaseSettings,
    InternalSettings,
    RedisSettings,
    ServiceSettings,
    SessionSettings,
)
from sqlalchemy import ForeignKey, String, select
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, mapped_column

WRITE = 1
WriterDep = Annotated[Caller, Depends(CallerGuard("engineer", privileges=WRITE))]


class Note(Audited, Timestamped, Base):
    __tablename__ = "notes"
    __audit_secret__ = frozenset({"secret"})
    __audit_ignored__ = frozenset({"read_at", "text_key"})

    text: Mapped[str] = mapped_column(String(60))
    text_key: Mapped[str] = text_key("text")
    secret: Mapped[str | None]
    read_at: Mapped[datetime | None]
    filed_at: Mapped[datetime | None]
    # Looked at when the transaction commits, and not before.
    answers: Mapped[UUID | None] = mapped_column(
        ForeignKey("notes.id", deferrable=True, initially="DEFERRED")
    )


EPOCH = datetime.fromtimestamp(0, UTC)
SORTS = {
    "created": Note.id,
    "text": Note.text_key,
    "filed": nulls_as(Note.filed_at, EPOCH),
}
SortedPageDep = Annotated[PageQuery, Depends(sorted_pages("NoteSort", SORTS))]


class NoteCreate(BaseModel):
    text: Annotated[str, text(60)]
    pause: Annotated[float, Field(ge=0, le=1)] = 0


class NoteRead(BaseModel):
    id: UUID
    text: str


class Settings(ServiceSettings):
    model_config = SettingsConfigDict(env_prefix="SAMPLE_")

    database: DatabaseSettings = DatabaseSettings(url=SecretStr("postgresql+asyncpg://dev/dev"))
    redis: RedisSettings = RedisSettings()
    sessions: SessionSettings = SessionSettings()
    internal: InternalSettings = InternalSettings(
        secret=SecretStr("a-secret-for-tests-of-32-characters")
    )


router = feature_router(tag="notes")


def to_read(note: Note) -> NoteRead:
    return NoteRead(id=note.id, text=note.text)


@router.post("/notes", status_code=201, responses=problems(IdempotencyConflict))
async def create_note(
    body: NoteCreate, _: WriterDep, session: SessionDep, idempotency: IdempotencyDep
) -> NoteRead:
    async def work() -> NoteRead:
        note = Note(text=body.text)
        session.add(note)
        append_event(session, topic="notes", key=body.text, payload={"text": body.text})
        await session.flush()
        await asyncio.sleep(body.pause)
        return to_read(note)

    return await idempotency.once(NoteRead, work)


@router.post("/notes/lost", status_code=201, include_in_schema=False)
async def create_lost_note(_: WriterDep, session: SessionDep) -> NoteRead:
    """Answers nothing that exists, which only the commit finds out."""
    note = Note(text="lost", answers=uuid4())
    session.add(note)
    await session.flush()
    return to_read(note)


@router.get("/notes", responses=problems(BadCursor))
async def list_notes(_: AnyCallerDep, session: SessionDep, page: SortedPageDep) -> Page[NoteRead]:
    return await paginate(session, select(Note), Note, page, to_read)


@router.get("/notes/stream", response_class=EventSourceResponse)
async def stream_notes(
    _: AnyCallerDep,
    streams: EventStreamsDep,
    is_signed_in: StillSignedInDep,
    last_event_id: Annotated[str | None, Header()] = None,
) -> AsyncIterable[ServerSentEvent]:
    async for event in streams.follow("notes", last_event_id, is_signed_in):
        yield event


@router.get("/internal/ping")
async def ping_internally(_: ServiceDep) -> Ok:
    return OK


@router.post("/guess", dependencies=[PUBLIC], responses=problems(TooManyRequests))
async def guess(name: str, limiter: GuessLimiterDep) -> Ok:
    await limiter.admit(f"login:{name}")
    return OK


@router.post("/deadlock", dependencies=[PUBLIC], include_in_schema=False)
async def meet_a_deadlock(session: SessionDep) -> Ok:
    await session.execute(
        sql("DO $$ BEGIN RAISE EXCEPTION 'deadlock' USING ERRCODE = 'deadlock_detected'; END $$")
    )
    return OK


@router.post("/farewell", dependencies=[PUBLIC], include_in_schema=False)
async def meet_a_connection_that_was_just_ended() -> Ok:
    raise asyncpg.InternalClientError("cannot switch to state 12; another operation is in progress")


@router.get("/bug", dependencies=[PUBLIC], include_in_schema=False)
async def meet_a_bug() -> Ok:
    raise KeyError("a secret that must not be shown")


def create_app(settings: Settings) -> FastAPI:
    database = Database(settings.database)
    redis = RedisConnection(settings.redis)
    streams = EventStreams(redis)

    async def publish(event: OutboxEvent) -> None:
        await streams.publish("notes", "note", event.payload)

    return create_service(
        name="sample",
        description="A service to test the kit with.",
        settings=settings,
        routers=[router],
        components=[
            database,
            redis,
            SessionStore(redis, settings.sessions),
            ServiceAuthenticator(audience="sample", secret=settings.internal.secret),
            streams,
            OutboxRelay(database, {"notes": publish}),
        ],
    )
