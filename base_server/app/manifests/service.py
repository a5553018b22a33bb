"""Making the manifest of a robot's run."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from cachetools import LRUCache
from service_kit.database import Database
from ticket_rules import (
    ManifestHeader,
    ManifestTicket,
    SignedManifest,
    TrainRun,
    signed_bytes,
    state_digest,
    ticket_line,
)

from app.manifests.keys import ManifestKeys
from app.manifests.repository import BEFORE_ALL, ManifestRepository, Summary
from app.manifests.versions import Version, parse_version
from app.robots.errors import NoTrip, RobotNotFound

# Half of the digest tells two states apart; the other part is when the robot's copy was issued.
_ETAG = re.compile(r'"([0-9a-f]{32})\.(\d{1,11})"')
_DIGEST_PART = 32
_digests: LRUCache[object, str] = LRUCache(256)


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
        digest = await _digest(tickets, summary, summary.run)
        known = _known_etag(known_etags, digest, summary.now, keys.renewal)
        if known is not None:
            return Answer(None, known)
        base = _base(since, summary)
        after_xid = base.settled_xid if base is not None else BEFORE_ALL
        changed = await tickets.list_tickets(summary.run, after_xid=after_xid)
    return _signed(keys, summary, summary.run, digest, base, changed)


async def _digest(tickets: ManifestRepository, summary: Summary, run: TrainRun) -> str:
    """Of the whole state. Most requests find a run as it was, and need not read it again."""
    fingerprint = summary.fingerprint
    digest = _digests.get(fingerprint)
    if digest is None:
        digest = state_digest(map(ticket_line, await tickets.list_tickets(run)))
        if fingerprint is not None:
            _digests[fingerprint] = digest
    return digest


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


def _signed(
    keys: ManifestKeys,
    summary: Summary,
    run: TrainRun,
    digest: str,
    base: Version | None,
    tickets: Sequence[ManifestTicket],
) -> Answer:
    key = keys.current(summary.now)
    header = ManifestHeader(
        platform=keys.platform,
        run=run,
        version=str(Version(run, summary.settled)),
        since=str(base) if base is not None else None,
        digest=digest,
        issued_at=summary.now,
        expires_at=summary.now + keys.lifetime,
        key_id=key.id,
    )
    signature = key.private.sign(signed_bytes(header, map(ticket_line, tickets)))
    etag = f'"{digest[:_DIGEST_PART]}.{int(summary.now.timestamp())}"'
    return Answer(SignedManifest(header, tickets, signature), etag)
