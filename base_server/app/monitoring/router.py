from collections.abc import AsyncIterator
from typing import Annotated

from base_api import SecurityDep
from fastapi import Header
from fastapi.sse import EventSourceResponse, ServerSentEvent
from service_kit.callers import StillSignedInDep
from service_kit.redis_async.streams import EventStreamsDep
from service_kit.routing import feature_router

from app.incidents.events import MONITORING_STREAM

router = feature_router("/monitoring", tag="monitoring")
LastEventId = Annotated[
    str | None,
    Header(max_length=64, description="The id of the last event that was seen: go on after it."),
]


@router.get("/stream", summary="Follow incidents live", response_class=EventSourceResponse)
async def stream_monitoring(
    _: SecurityDep,
    streams: EventStreamsDep,
    is_signed_in: StillSignedInDep,
    last_event_id: LastEventId = None,
) -> AsyncIterator[ServerSentEvent]:
    """Events `incident.created` and `incident.changed`: `{"event_id", "incident"}`, an incident as
    in the list; `robot.connection_changed`: `{"event_id", "robot"}`.

    The first event is `ready`; load the list after it and miss nothing. It is `reset` when what
    came after Last-Event-ID is no longer known: load the list again. `reset` may also come later,
    to a reader that was too slow for too long.
    """
    async for event in streams.follow(MONITORING_STREAM, last_event_id, is_signed_in):
        yield event
