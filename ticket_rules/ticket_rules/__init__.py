"""What a ticket check decides, with the uplink and without.

No HTTP, no database, no clock of its own: the same functions serve base_server and a robot that
has lost the uplink.
"""

from ticket_rules.manifest import (
    ManifestHeader,
    ManifestTicket,
    TrainRun,
    signed_bytes,
    state_digest,
    ticket_line,
)
from ticket_rules.merge import (
    LONGEST_OFFLINE,
    Claim,
    ClaimedTicket,
    Outcome,
    Standing,
    corrected_time,
    merge,
)
from ticket_rules.offline import OfflineVerdict, check_offline, code_hash
from ticket_rules.roster import (
    ManifestRefused,
    Refusal,
    Roster,
    SignedManifest,
    Trust,
    receive,
)
from ticket_rules.verdict import (
    Judgement,
    Mode,
    Reason,
    TicketFacts,
    TicketState,
    Trip,
    Verdict,
    judge,
)

__all__ = [
    "LONGEST_OFFLINE",
    "Claim",
    "ClaimedTicket",
    "Judgement",
    "ManifestHeader",
    "ManifestRefused",
    "ManifestTicket",
    "Mode",
    "OfflineVerdict",
    "Outcome",
    "Reason",
    "Refusal",
    "Roster",
    "SignedManifest",
    "Standing",
    "TicketFacts",
    "TicketState",
    "TrainRun",
    "Trip",
    "Trust",
    "Verdict",
    "check_offline",
    "code_hash",
    "corrected_time",
    "judge",
    "merge",
    "receive",
    "signed_bytes",
    "state_digest",
    "ticket_line",
]
