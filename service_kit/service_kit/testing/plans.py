"""What PostgreSQL did to answer a query."""

import json
from collections.abc import Iterator
from typing import Any

from service_kit.database import Database
from sqlalchemy import ClauseElement
from sqlalchemy.dialects import postgresql

Plan = dict[str, Any]


async def analyze(database: Database, query: str, *arguments: Any) -> Plan:
    explain = f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {query}"
    told = json.loads(await database.driver.fetchval(explain, *arguments))
    plan: Plan = told[0]["Plan"]
    return plan


def as_text(query: ClauseElement) -> str:
    """With its values in it, as the planner sees them."""
    options = {"literal_binds": True}
    return str(query.compile(dialect=postgresql.dialect(), compile_kwargs=options))  # type: ignore[no-untyped-call]


def pages(plan: Plan) -> int:
    """How many were touched."""
    return int(plan["Shared Hit Blocks"]) + int(plan["Shared Read Blocks"])


def scans(plan: Plan) -> Iterator[tuple[str, str | None]]:
    """The kind of each scan, and the index that it uses."""
    if plan["Node Type"].endswith("Scan"):
        yield plan["Node Type"], plan.get("Index Name")
    for part in plan.get("Plans", []):
        yield from scans(part)
