"""The figures in docs/performance.md, between two marks; the words around them are written by
hand."""

from pathlib import Path

from local_stack.install.modules import ROOT
from local_stack.messages import UserError

from bench.report.report import Report
from bench.report.table import cpu_lines, markdown_table

DOCUMENT = ROOT / "docs" / "performance.md"
BEGIN = "<!-- figures: written by `make bench ARGS=--write-docs` -->"
END = "<!-- end of figures -->"


def write_figures(report: Report, document: Path = DOCUMENT) -> None:
    """Replace what stands between the marks."""
    text = document.read_text(encoding="utf-8")
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise UserError(f"{document} has lost its marks: {BEGIN} and {END}")
    document.write_text(f"{before}{BEGIN}\n{figures(report)}{END}{after}", encoding="utf-8")


def figures(report: Report) -> str:
    machine = report.machine
    versions = ", ".join(f"{name} {version}" for name, version in machine.versions.items())
    generator = ", ".join(f"{name} {rate:,}/s" for name, rate in report.generator.items())
    lines = [
        "",
        f"Measured on {machine.measured_at[:10]} at commit {machine.commit}, with {versions}.",
        f"The machine: {machine.cores} cores ({machine.kind}), {machine.memory_gigabytes} GB,",
        f"{machine.system}; load average before the run {machine.load:.1f}. {_durability(report)}",
        str(report.pace),
        "",
        markdown_table(report.rows),
        "",
        *(f"Not measured: {failure}" for failure in report.failures),
        f"wrk with the same requests where nginx answers alone: {generator}.",
        "",
        "CPU of one request, in milliseconds:",
        "",
        *(f"- {line}" for row in report.rows for line in cpu_lines(row)),
        "",
    ]
    return "\n".join(lines) + "\n"


def _durability(report: Report) -> str:
    if report.durable:
        return "PostgreSQL waited for the disk at each commit."
    return "PostgreSQL did not wait for the disk."
