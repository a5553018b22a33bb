"""Pictures of incidents: looked at from outside, encrypted, never decoded here."""

import base64
import binascii
import re
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from app.config import SnapshotSettings
from app.incidents.errors import SnapshotNotAnImage, SnapshotTooLarge, SnapshotUnreadable
from app.sealing import Sealer

_DATA_URL = re.compile(r"data:image/[a-z]+;base64,", re.ASCII)
_SIGNATURES: Mapping[str, re.Pattern[bytes]] = {
    "image/jpeg": re.compile(rb"\xff\xd8\xff"),
    "image/png": re.compile(rb"\x89PNG\r\n\x1a\n"),
    "image/webp": re.compile(rb"RIFF....WEBP", re.DOTALL),
}
_PURPOSE = "provodnik-incident-snapshots-v1"


@dataclass(frozen=True, slots=True)
class Picture:
    media_type: str
    content: bytes


def read_picture(text: str, *, max_bytes: int) -> Picture:
    """The picture of a request, by its first bytes: a label is no proof of what is inside."""
    body = _DATA_URL.sub("", text, count=1)
    # Four characters carry three bytes, so the size is known before anything is decoded.
    if len(body) > max_bytes * 4 // 3 + 4:
        raise SnapshotTooLarge
    try:
        content = base64.b64decode(body, validate=True)
    except (binascii.Error, ValueError) as error:
        raise SnapshotNotAnImage from error
    for media_type, signature in _SIGNATURES.items():
        if signature.match(content):
            return Picture(media_type, content)
    raise SnapshotNotAnImage


class SnapshotVault:
    """Pictures as the database holds them: encrypted, each bound to its incident."""

    def __init__(self, settings: SnapshotSettings) -> None:
        self._sealer = Sealer(_PURPOSE, settings.secret, settings.former_secret)

    def seal(self, incident_id: UUID, picture: Picture) -> bytes:
        return self._sealer.seal(picture.content, _about(incident_id, picture.media_type))

    def open(self, incident_id: UUID, media_type: str, sealed: bytes) -> Picture:
        content = self._sealer.open(sealed, _about(incident_id, media_type))
        if content is None:
            raise SnapshotUnreadable
        return Picture(media_type, content)


def _about(incident_id: UUID, media_type: str) -> bytes:
    return incident_id.bytes + media_type.encode()
