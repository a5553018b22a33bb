"""Checking a ticket: read the facts, judge, write if the facts still hold; else again."""

import datetime as dt
import hashlib
from collections.abc import Awaitable, Callable
from uuid import UUID

from service_kit.database import Database
from service_kit.errors import Unavailable
from service_kit.idempotency import IdempotencyConflict
from ticket_rules import Judgement, Mode, Reason, Verdict, judge

from app.checks.repository import CheckRepository, EarlierCheck, Facts, Question
from app.checks.schemas import CheckRequest, VerdictRead
from app.robots.errors import NoTrip, RobotNotFound
from app.tickets.codes import code_hash

# Each round that is lost means that another check of the same ticket was written meanwhile, after
# which the facts are final; only a revocation in between could ask for one more.
ROUNDS = 4

ReadFacts = Callable[[CheckRepository], Awaitable[Facts | None]]


async def check_by_code(
    database: Database, robot_id: UUID, request: CheckRequest, code: str
) -> VerdictRead:
    """The verdict on the ticket with this code."""
    question = question_of(robot_id, request, code)
    digest = code_hash(code)

    async def read(checks: CheckRepository) -> Facts | None:
        return await checks.get_facts_by_code(question, digest)

    return await _check(database, question, read)


async def get_repeated(database: Database, question: Question) -> VerdictRead | None:
    """What was answered to this `request_id` before, if it was asked."""
    async with database.quick_connection() as connection:
        facts = await CheckRepository(connection).get_facts_by_id(question, None)
    if facts is None or facts.earlier is None:
        return None
    return _repeat(facts, facts.earlier, question)


async def check_by_ticket(
    database: Database, question: Question, ticket_id: UUID | None, refusal: Reason | None
) -> VerdictRead:
    """The verdict on a ticket that was found by a face, or the `refusal` because none was."""

    async def read(checks: CheckRepository) -> Facts | None:
        return await checks.get_facts_by_id(question, ticket_id)

    return await _check(database, question, read, refusal)


async def _check(
    database: Database, question: Question, read: ReadFacts, refusal: Reason | None = None
) -> VerdictRead:
    async with database.quick_connection() as connection:
        checks = CheckRepository(connection)
        for _ in range(ROUNDS):
            facts = await read(checks)
            if facts is None:
                raise RobotNotFound
            if facts.earlier is not None:
                return _repeat(facts, facts.earlier, question)
            judgement = _judge(facts, question.mode, refusal)
            if await checks.record(question, facts, judgement):
                return _answer(facts, judgement, facts.now, question.mode)
    raise Unavailable("The ticket is being checked elsewhere. Send the same request again.")


def _repeat(facts: Facts, earlier: EarlierCheck, question: Question) -> VerdictRead:
    if earlier.fingerprint != question.fingerprint:
        raise IdempotencyConflict
    return _answer(facts, earlier.judgement, earlier.checked_at, question.mode)


def _judge(facts: Facts, mode: Mode, refusal: Reason | None) -> Judgement:
    if refusal is not None:
        return Judgement(Verdict.REFUSED, refusal)
    if facts.trip is None:
        raise NoTrip
    return judge(facts.ticket, facts.trip, mode, facts.now)


def _answer(facts: Facts, judgement: Judgement, checked_at: dt.datetime, mode: Mode) -> VerdictRead:
    boards = judgement.verdict is Verdict.OK and mode is Mode.BOARD
    return VerdictRead.model_construct(
        verdict=judgement.verdict,
        reason=judgement.reason,
        ticket=facts.shown_ticket,
        user=facts.user,
        checked_at=checked_at,
        first_checked_at=checked_at if boards else facts.boarded_at,
    )


def question_of(robot_id: UUID, request: CheckRequest, asked: str) -> Question:
    """`asked` is the code, or the picture, that the robot was shown."""
    fingerprint = hashlib.sha256(f"{request.mode}\0{asked}".encode()).digest()
    return Question(robot_id, request.request_id, request.mode, fingerprint)
