"""The version of a manifest: its run, and the newest change in it that nothing can come before.

Clients take it as one opaque word. The run is in it so that a version of another run is recognised,
and so that a check tells for which run it was made.
"""

import base64
import binascii
import datetime as dt
from dataclasses import dataclass

from ticket_rules import TrainRun

MAXIMUM_LENGTH = 200


@dataclass(frozen=True, slots=True)
class Version:
    """`settled_xid` is the newest change in the list that had been settled; see the repository."""

    run: TrainRun
    settled_xid: int

    def __str__(self) -> str:
        name = base64.urlsafe_b64encode(self.run.train_number.encode()).decode().rstrip("=")
        return f"{name}.{self.run.train_date.isoformat()}.{self.settled_xid}"


def parse_version(text: str) -> Version | None:
    """None for what is no version of ours."""
    try:
        name, train_date, xid = text.split(".")
        train_number = base64.urlsafe_b64decode(name + "=" * (-len(name) % 4)).decode()
        version = Version(TrainRun(train_number, dt.date.fromisoformat(train_date)), int(xid))
    except (ValueError, binascii.Error):
        return None
    # Only the one spelling of each version counts.
    return version if str(version) == text else None
