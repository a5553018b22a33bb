"""One run of the bench, and the file in which it is kept."""

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from local_stack.install.modules import ROOT

from bench.measure.plan import Plan
from bench.measure.result import Row
from bench.report.machine import Machine
from bench.report.pace import Pace

RESULTS = ROOT / "bench" / "results"


@dataclass
class Report:
    """`generator`: requests per second of wrk where nginx answers alone, by endpoint."""

    machine: Machine
    plan: Plan
    durable: bool
    rows: list[Row] = field(default_factory=list)
    generator: dict[str, int] = field(default_factory=dict)
    # Known at the end of the run.
    pace: Pace | None = None
    # What could not be measured, and why.
    failures: list[str] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        rows = [asdict(row) | {"is_met": row.is_met} for row in self.rows]
        return asdict(self) | {"rows": rows}

    def save(self) -> Path:
        RESULTS.mkdir(exist_ok=True)
        path = RESULTS / f"{self.machine.measured_at[:16].replace(':', '')}.json"
        path.write_text(json.dumps(self.as_json(), indent=1) + "\n", encoding="utf-8")
        return path
