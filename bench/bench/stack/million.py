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
# 50 callers, 10 kinds of acts, 100,000 subjects, one act a second.
_AUDIT = f"""
INSERT INTO audit_entries (id, position, at, caller_kind, caller_id, caller_name, address,
    request_id, operation, action, subject_kind, subject_id, changes, salt, commitment,
    previous_hash, hash)
SELECT uuidv7(({ROWS} - n) * interval '-1 second'),
    (SELECT coalesce(max(position), 0) FROM audit_entries) + n,
    now() - ({ROWS} - n) * interval '1 second', 'engineer',
    ('00000000-0000-4000-8000-' || lpad((n % 50)::text, 12, '0'))::uuid, 'Bench', '10.0.0.1',
    'bench', 'PATCH /admin/users',
    (ARRAY['users', 'tickets', 'hotels', 'robots', 'engineers'])[n % 5 + 1]
        || (ARRAY['.updated', '.created'])[n / 5 % 2 + 1],
    (ARRAY['users', 'tickets', 'hotels', 'robots', 'engineers'])[n % 5 + 1],
    ('00000000-0000-4000-9000-' || lpad((n % 100000)::text, 12, '0'))::uuid,
    '{{"before": {{"name": "Anna"}}, "after": {{"name": "Vera"}}}}', 'bench', sha256('bench'),
    sha256('bench'), sha256('bench')
FROM generate_series(1, {ROWS}) n
"""  # noqa: S608
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
            "DELETE FROM audit_entries WHERE request_id = 'bench'",
        )
        for table in _LISTS:
            await base.execute(f"VACUUM (ANALYZE) {table}")


async def _execute(base: Connection, *statements: str) -> None:
    await base.execute(_WITHOUT_TRIGGERS)
    try:
        for statement in statements:
            await base.execute(statement)
    finally:
        await base.execute(_WITH_TRIGGERS)
