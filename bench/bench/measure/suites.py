"""Everything that can be measured, by the name under which `--only` asks for it.

A new figure is a function that returns rows, and one entry here.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from bench.measure.audit_rows import measure_audit
from bench.measure.clone_rows import measure_clean_clone
from bench.measure.crowd_rows import measure_crowd
from bench.measure.day_rows import measure_day
from bench.measure.endpoints import CHECK, ENDPOINTS, Endpoint
from bench.measure.face_rows import measure_faces
from bench.measure.kill_rows import measure_kills
from bench.measure.list_rows import measure_lists
from bench.measure.load_rows import measure_check_latency, measure_throughput
from bench.measure.offline_rows import measure_manifest
from bench.measure.phone_rows import measure_phone
from bench.measure.plan import Plan
from bench.measure.result import Row
from bench.measure.stack_rows import measure_idle_stack
from bench.measure.start_rows import measure_start
from bench.measure.store_rows import measure_store
from bench.measure.stream_rows import measure_stream
from bench.measure.webhook_rows import measure_webhooks
from bench.stack.laboratory import Laboratory


@dataclass(frozen=True)
class Suite:
    """Rows that are measured together. `title`: what is being measured, for who waits. One that is
    `long` runs only with `--all`."""

    key: str
    title: str
    is_long: bool = field(default=False, kw_only=True)


@dataclass(frozen=True)
class LoneSuite(Suite):
    """Brings up by itself whatever it needs."""

    measure: Callable[[Plan], Awaitable[list[Row]]]


@dataclass(frozen=True)
class LaboratorySuite(Suite):
    """Works on the private stack, and on the floor beside it."""

    measure: Callable[[Laboratory, Plan], Awaitable[list[Row]]]


def _endpoint(endpoint: Endpoint) -> LaboratorySuite:
    async def measure(laboratory: Laboratory, plan: Plan) -> list[Row]:
        row = await measure_throughput(laboratory, plan, endpoint)
        if endpoint is not CHECK:
            return [row]
        return [row, await measure_check_latency(laboratory, plan, row.ours.median)]

    return LaboratorySuite(endpoint.kind, endpoint.name, measure)


BEFORE = (LoneSuite("idle", "the idle stack", measure_idle_stack),)
IN_LABORATORY = (
    *map(_endpoint, ENDPOINTS),
    LaboratorySuite("manifest", "the manifest of a run", measure_manifest),
    LaboratorySuite("crowd", "a crowd of robots at the same tickets", measure_crowd),
    LaboratorySuite("stream", "an incident on many screens", measure_stream),
    LaboratorySuite("store", "a hot item and a long menu", measure_store),
    LaboratorySuite("webhooks", "webhooks out of the outbox", measure_webhooks),
    LaboratorySuite("phone", "pages on a slow phone", measure_phone),
    LaboratorySuite("start", "the start of a server", measure_start),
    LaboratorySuite("audit", "the record of changes", measure_audit),
    LaboratorySuite("lists", "lists and files of a million rows", measure_lists),
    LaboratorySuite("day", "a railway's day", measure_day, is_long=True),
)
AFTER = (
    LoneSuite("faces", "faces", measure_faces),
    LoneSuite("kills", "sales through kills", measure_kills),
    LoneSuite("clone", "a fresh clone", measure_clean_clone, is_long=True),
)
KEYS = tuple(suite.key for suite in (*BEFORE, *IN_LABORATORY, *AFTER))
