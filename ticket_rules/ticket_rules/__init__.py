"""What a ticket check decides.

No HTTP, no database, no clock of its own: the same functions serve base_server and a robot that
has lost the uplink.
"""

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
    "Judgement",
    "Mode",
    "Reason",
    "TicketFacts",
    "TicketState",
    "Trip",
    "Verdict",
    "judge",
]
