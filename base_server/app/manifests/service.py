"""Making the manifest of a robot's run."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from service_kit.database import Database
from ticket_rules import (
    ManifestHeader,
    SignedManifest,
    TrainRun,
    signed_bytes,
    state_digest,
)

from app.manifests.keys import ManifestKeys
from app.manifests.repository import BEFORE_ALL, Change, ManifestRepository, Summary
from app.manifests.settled import RunState, read_state
from app.manifests.versions import Version, parse_version
from app.robots.errors import NoTrip, RobotNotFound

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
    async with ManifestRepository.snapshot(database) as tickets:
        summary = await tickets.get_summary(robot_id)
        if summary is None:
            raise RobotNotFound
        if summary.run is None:
            raise NoTrip
        state = await read_state(tickets, summary, summary.run)
        digest = state_digest(state.lines.values())
        known = _known_etag(known_etags, digest, summary.now, keys.renewal)
        if known is not None:
            return Answer(None, known)
        base = _base(since, summary)
        changes = await _changes(tickets, summary.run, state, base)
    header = _header(keys, summary, summary.run, digest, base)
    return _signed(keys, header, changes, state)


async def _changes(
    tickets: ManifestRepository, run: TrainRun, state: RunState, base: Version | None
) -> Sequence[Change]:
    """What the robot has to be told: after its version, or all."""
    after_xid = base.settled_xid if base is not None else BEFORE_ALL
    if after_xid >= state.after_xid:
        return [change for change in state.changes if change.xid > after_xid]
    return await tickets.list_changes(run, after_xid=after_xid)


def _base(since: str | None, summary: Summary) -> Version | None:
    """The version to which a delta is possible. One of another run is none, nor one that this
    database has not come to: it was restored from a copy meanwhile."""
    version = parse_version(since) if since is not None else None
    if version is None or version.run != summary.run or version.settled_xid >= summary.horizon:
        return None
    return version


def _known_etag(
    known: str | None, digest: str, now: dt.datetime, renewal: dt.timedelta
) -> str | None:
    """The entity tag among `known` that stands for this state and was issued lately."""
    for found in _ETAG.finditer(known or ""):
        age = dt.timedelta(seconds=now.timestamp() - int(found[2]))
        if found[1] == digest[:_DIGEST_PART] and dt.timedelta(0) <= age < renewal:
            return found[0]
    return None


def _header(
    keys: ManifestKeys, summary: Summary, run: TrainRun, digest: str, base: Version | None
) -> ManifestHeader:
    return ManifestHeader(
        platform=keys.platform,
        run=run,
        version=str(Version(run, summary.settled)),
        since=str(base) if base is not None else None,
        digest=digest,
        issued_at=summary.now,
        expires_at=summary.now + keys.lifetime,
        key_id=keys.current(summary.now).id,
    )


def _signed(
    keys: ManifestKeys, header: ManifestHeader, changes: Sequence[Change], state: RunState
) -> Answer:
    lines = (state.lines[change.ticket.id] for change in changes)
    signature = keys.current(header.issued_at).private.sign(signed_bytes(header, lines))
    etag = f'"{header.digest[:_DIGEST_PART]}.{int(header.issued_at.timestamp())}"'
    return Answer(SignedManifest(header, [change.ticket for change in changes], signature), etag)
