"""Checking tickets while the uplink is away, and telling the platform afterwards."""

import datetime as dt
from collections.abc import Callable
from uuid import UUID, uuid4

from platform_client.models.checks import Mode
from platform_client.models.offline import CheckResult, OfflineCheck, SyncOutcome
from platform_client.robot import Robot
from pydantic import BaseModel, Field
from ticket_rules import (
    ManifestRefused,
    OfflineVerdict,
    Refusal,
    Roster,
    TrainRun,
    Trust,
    Verdict,
    check_offline,
    code_hash,
    receive,
)
from ticket_rules import Mode as RulesMode

UPLOAD_SIZE = 1000

Clock = Callable[[], dt.datetime]


class Journal(BaseModel):
    """What a robot must not forget when it restarts: keep it as JSON after every check.

    `boarded` is what it accepted itself, by ticket; `waiting` is what the platform has not got yet.
    """

    last_sequence: int = 0
    boarded: dict[UUID, dt.datetime] = Field(default_factory=dict)
    waiting: list[OfflineCheck] = Field(default_factory=list)


class OfflineChecker:
    """Of one run. `refresh` while there is an uplink, `check` without it, `sync` after it."""

    def __init__(
        self,
        robot: Robot,
        run: TrainRun,
        *,
        wagon_number: int | None = None,
        journal: Journal | None = None,
        clock: Clock = lambda: dt.datetime.now(dt.UTC),
    ) -> None:
        self.robot = robot
        self.run = run
        self.wagon_number = wagon_number
        self.journal = journal or Journal()
        self.roster: Roster | None = None
        self._clock = clock
        self._trust = Trust(robot.identity.server, {})

    async def refresh(self) -> Roster:
        """Bring the list of tickets up to date: by what has changed, or anew if that does not fit.

        Raises `ManifestRefused` for a list that is not to be believed; the one held stays.
        """
        try:
            self.roster = await self._receive(self.roster)
        except ManifestRefused as refused:
            if refused.refusal is not Refusal.ANOTHER_STATE or self.roster is None:
                raise
            self.roster = await self._receive(None)
        return self.roster

    async def _receive(self, held: Roster | None) -> Roster:
        sent = await self.robot.get_manifest(since=held.version if held is not None else None)
        if sent.key_id not in self._trust.keys:
            keys = await self.robot.get_manifest_keys()
            self._trust = Trust(self.robot.identity.server, keys)
        return receive(
            sent.as_rules(), trust=self._trust, run=self.run, now=self._clock(), held=held
        )

    def check(
        self, code: str, mode: Mode = Mode.BOARD, *, request_id: str | None = None
    ) -> OfflineVerdict:
        """The platform's own verdict on what is known here, noted for the next `sync`.

        Give the `request_id` of a question that got no answer: should the platform have heard it
        after all, both are one boarding. Raises `ManifestRefused` when there is no list, or it has
        expired.
        """
        if self.roster is None:
            raise ManifestRefused(Refusal.EXPIRED)
        now = self._clock()
        verdict = check_offline(
            self.roster,
            self.journal.boarded,
            code,
            wagon_number=self.wagon_number,
            mode=RulesMode(mode),
            now=now,
        )
        self._note(code, mode, request_id or str(uuid4()), verdict, now)
        return verdict

    def _note(
        self, code: str, mode: Mode, request_id: str, verdict: OfflineVerdict, now: dt.datetime
    ) -> None:
        journal, judgement = self.journal, verdict.judgement
        if judgement.verdict is Verdict.OK and mode is Mode.BOARD and verdict.ticket is not None:
            journal.boarded[verdict.ticket.id] = now
        journal.last_sequence += 1
        journal.waiting.append(
            OfflineCheck(
                request_id=request_id,
                sequence=journal.last_sequence,
                made_at=now,
                code_hash=code_hash(code),
                mode=mode,
                verdict=judgement.verdict,
                reason=judgement.reason,
                manifest_version=self.roster.version if self.roster is not None else "",
            )
        )

    async def sync(self) -> list[CheckResult]:
        """Upload what waits, in parts; what the platform has got is forgotten here.

        An answer that was lost costs nothing: the same checks are sent again, and are known.
        """
        results: list[CheckResult] = []
        for part in _parts(self.journal.waiting):
            answer = await self.robot.sync_checks(part, device_time=self._clock())
            results += answer.results
            got = {one.sequence for one in answer.results if one.result is not SyncOutcome.REFUSED}
            self.journal.waiting = [
                check for check in self.journal.waiting if check.sequence not in got
            ]
        return results


def _parts(checks: list[OfflineCheck]) -> list[list[OfflineCheck]]:
    return [checks[first : first + UPLOAD_SIZE] for first in range(0, len(checks), UPLOAD_SIZE)]
