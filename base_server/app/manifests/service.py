"""Making the manifest of a robot's run."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from service_kit.database import Database
from ticket_rules import ManifestHeader, SignedManifest, TrainRun, signed_bytes

from app.manifests.keys import ManifestKeys
from app.manifests.repository import BEFORE_ALL, Change, ManifestRepository, Summary
from app.manifests.settled import RunState, read_state
from app.manifests.versions import Version, parse_version

# Half of the digest tells two states apart; the other part is when the robot's copy was issued.
_ETAG = re.compile(r'"([0-9a-f]{32})\.(\d{1,11})"')
_DIGEST_PART = 32


@dataclass(frozen=True, slots=True)
class Answer:
    """`manifest` is None when the robot's copy is as good as a new one."""

    manifest: SignedManifest | None
    etag: str


async def get_manifest(
    database: Database,
    keys: ManifestKeys,
    robot_id: UUID,
    *,
    since: str | None,
    known_etags: str | None,
) -> Answer:
    """All tickets of the robot's run, or what has changed `since`, unless the robot knows it."""
    async with database.driver.acquire() as connection:
        tickets = ManifestRepository(connection)
        run = await tickets.require_run(robot_id)
        state = await read_state(tickets, run)
        known = _known_etag(known_etags, state, keys.renewal)
        if known is not None:
            return Answer(None, known)
        base = _base(since, run, state.snapshot.summary)
        after_xid = base.settled_xid if base is not None else BEFORE_ALL
        if after_xid < state.snapshot.after_xid:
            # The robot has to be told more than had to be read.
            state = await read_state(tickets, run, after_xid=after_xid)
    changes = [change for change in state.snapshot.changes if change.xid > after_xid]
    return _signed(keys, run, base, state, changes)


def _base(since: str | None, run: TrainRun, summary: Summary) -> Version | None:
    """The version to which a delta is possible. One of another run is none, nor one that this
    database has not come to: it was restored from a copy meanwhile."""
    version = parse_version(since) if since is not None else None
    if version is None or version.run != run or version.settled_xid >= summary.horizon:
        return None
    return version


def _known_etag(known: str | None, state: RunState, renewal: dt.timedelta) -> str | None:
    """The entity tag among `known` that stands for this state and was issued lately."""
    now = state.snapshot.summary.now.timestamp()
    for found in _ETAG.finditer(known or ""):
        age = dt.timedelta(seconds=now - int(found[2]))
        if found[1] == state.digest[:_DIGEST_PART] and dt.timedelta(0) <= age < renewal:
            return found[0]
    return None


def _signed(
    keys: ManifestKeys,
    run: TrainRun,
    base: Version | None,
    state: RunState,
    changes: Sequence[Change],
) -> Answer:
    summary = state.snapshot.summary
    key = keys.current(summary.now)
    header = ManifestHeader(
        platform=keys.platform,
        run=run,
        version=str(Version(run, summary.settled)),
        since=str(base) if base is not None else None,
        digest=state.digest,
        issued_at=summary.now,
        expires_at=summary.now + keys.lifetime,
        key_id=key.id,
    )
    lines = (state.lines[change.ticket.id] for change in changes)
    signature = key.private.sign(signed_bytes(header, lines))
    etag = f'"{header.digest[:_DIGEST_PART]}.{int(header.issued_at.timestamp())}"'
    return Answer(SignedManifest(header, [change.ticket for change in changes], signature), etag)
