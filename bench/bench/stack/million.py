"""A million rows in each of the long lists of base_server, made by the database itself."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bench.stack.tables import CHECKS, Connection, restore

ROWS = 1_000_000
# What is filtered by. Names that begin so: 375,000, 25,000, a few, none.
NAMES = ("a", "anna p", "anna petrova 777", "nobody")
TRAIN = "BENCH-LIST-7"
CALLER = "00000000-0000-4000-8000-000000000007"
SUBJECT = "00000000-0000-4000-9000-000000000007"
ACTION = "users.updated"

_USERS = f"""
INSERT INTO users (name)
SELECT (ARRAY['Anna', 'Boris', 'Vera', 'Alexei', 'Dmitri', 'Elena', 'Irina', 'Artyom'])[n % 8 + 1]
    || (ARRAY[' Petrova ', ' Ivanova ', ' Sidorova ', ' Volkova ', ' Orlova '])[n / 8 % 5 + 1]
    || n
FROM generate_series(1, {ROWS}) n
"""  # noqa: S608
# 1,000 trains over a week: 143 tickets on each run, in wagons of 60 places.
_TICKETS = f"""
WITH holder AS (SELECT id, row_number() OVER (ORDER BY id) AS n FROM users)
INSERT INTO tickets (user_id, train_number, start_date, date, wagon_number, place_number,
    station_id, destination_id, code_hash, state)
SELECT id, 'BENCH-LIST-' || n % 1000, current_date + (n % 7)::int, now() + n % 7 * interval '1 day',
    n / 7000 / 60 + 1, n / 7000 % 60 + 1, 'moscow', 'kazan', sha256(n::text::bytea),
    CASE WHEN n % 20 = 0 THEN 'REVOKED' WHEN n % 20 < 15 THEN 'USED' ELSE 'VALID' END
FROM holder WHERE n <= {ROWS}
"""  # noqa: S608
# 50 callers, 10 kinds of acts, 100,000 subjects, one act a second; chained as the kit chains them,
# so that the record can be verified.
_AUDIT = f"""
DO $$
DECLARE
    entry audit_entries%ROWTYPE;
    kinds text[] := ARRAY['users', 'tickets', 'hotels', 'robots', 'engineers'];
BEGIN
    SELECT * INTO entry FROM audit_entries ORDER BY position DESC LIMIT 1;
    entry.position := coalesce(entry.position, 0);
    entry.hash := coalesce(entry.hash, decode(repeat('00', 32), 'hex'));
    entry.caller_kind := 'engineer';
    entry.caller_name := 'Bench';
    entry.address := '10.0.0.1';
    entry.request_id := 'bench';
    entry.operation := 'PATCH /admin/users';
    entry.changes := '{{"before": {{"name": "Anna"}}, "after": {{"name": "Vera"}}}}';
    FOR n IN 1..{ROWS} LOOP
        entry.id := uuidv7(({ROWS} - n) * interval '-1 second');
        entry.position := entry.position + 1;
        entry.at := now() - ({ROWS} - n) * interval '1 second';
        entry.caller_id := '00000000-0000-4000-8000-' || lpad((n % 50)::text, 12, '0');
        entry.subject_kind := kinds[n % 5 + 1];
        entry.subject_id := '00000000-0000-4000-9000-' || lpad((n % 100000)::text, 12, '0');
        entry.action := entry.subject_kind || CASE n / 5 % 2 WHEN 0 THEN '.updated'
                                                             ELSE '.created' END;
        entry.salt := uuid_send(entry.id);
        entry.commitment := sha256(record_send(ROW(
            entry.salt, entry.caller_name, entry.address, entry.changes)));
        entry.previous_hash := entry.hash;
        entry.hash := sha256(record_send(ROW(
            entry.previous_hash, entry.position, entry.id, entry.at, entry.caller_kind,
            entry.caller_id, entry.request_id, entry.operation, entry.action, entry.subject_kind,
            entry.subject_id, entry.commitment)));
        INSERT INTO audit_entries VALUES (entry.*);
    END LOOP;
END $$
"""  # noqa: S608
_FORGET_AUDIT = "DELETE FROM audit_entries WHERE request_id = 'bench'"
_LISTS = ("users", "tickets", "audit_entries")
# Nothing refers to what is written here, and nobody reads the record meanwhile.
_WITHOUT_TRIGGERS = "SET session_replication_role = replica"
_WITH_TRIGGERS = "RESET session_replication_role"


@asynccontextmanager
async def long_lists(base: Connection) -> AsyncIterator[None]:
    """They are as they were at the end."""
    await _execute(base, _USERS, _TICKETS, _AUDIT)
    for table in _LISTS:
        await base.execute(f"VACUUM (ANALYZE) {table}")
    try:
        yield
    finally:
        await restore(base, CHECKS)
        await _execute(
            base,
            "DELETE FROM users WHERE name ~ '^[A-Z][a-z]+ [A-Z][a-z]+ova [0-9]+$'",
            _FORGET_AUDIT,
        )
        for table in _LISTS:
            await base.execute(f"VACUUM (ANALYZE) {table}")


@asynccontextmanager
async def long_record(base: Connection) -> AsyncIterator[None]:
    """The record of changes alone; as it was at the end."""
    await _execute(base, _AUDIT)
    await base.execute("VACUUM (ANALYZE) audit_entries")
    try:
        yield
    finally:
        await _execute(base, _FORGET_AUDIT)
        await base.execute("VACUUM (ANALYZE) audit_entries")


async def _execute(base: Connection, *statements: str) -> None:
    await base.execute(_WITHOUT_TRIGGERS)
    try:
        for statement in statements:
            await base.execute(statement)
    finally:
        await base.execute(_WITH_TRIGGERS)
