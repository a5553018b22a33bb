"""How often the thresholds of the running server err: `python -m app.evaluate --help`."""

import argparse
from pathlib import Path
from typing import Any

import httpx
from service_kit.http_client.credentials import issue_credential

from app.config import Settings
from app.templates.index import Collection

# Three hundred pictures of the labelled folder are looked at.
_SECONDS = 300


def ask(client: httpx.Client, settings: Settings, params: dict[str, Any]) -> dict[str, Any]:
    """The server's evaluation. Raises `httpx.HTTPError`."""
    credential = issue_credential(
        caller="operator", audience="face", secret=settings.internal.secret
    )
    headers = {"Authorization": f"Bearer {credential}"}
    answer = client.get("/faces/evaluate", params=params, headers=headers)
    answer.raise_for_status()
    told: dict[str, Any] = answer.json()
    return told


def table(told: dict[str, Any]) -> list[str]:
    """What was compared, what is in use and proposed, and the DET curve."""
    compared = (
        f"{told['engine_id']}: {told['enrolled']} enrolled, {told['pictures']} pictures "
        f"({told['refused']} refused); {told['genuine_pairs']} pairs of one person, "
        f"{told['impostor_pairs']} of two"
    )
    lines = [compared, _line("in use", told["in_use"])]
    if (proposed := told["proposed"]) is not None:
        sure = "" if proposed["is_reliable"] else "  (too few pairs to rely on)"
        lines.append(_line("proposed", proposed) + sure)
    return [*lines, *(_line("", one) for one in told["det_curve"])]


def _line(name: str, rates: dict[str, Any]) -> str:
    shares = ["      -" if rates[one] is None else f"{rates[one]:7.3%}" for one in ("fmr", "fnmr")]
    return f"{name:9} threshold {rates['threshold']:.3f}  FMR {shares[0]}  FNMR {shares[1]}"


def main() -> None:
    settings = Settings()
    parser = argparse.ArgumentParser(prog="python -m app.evaluate", description=__doc__)
    parser.add_argument("--server", default=f"http://127.0.0.1:{settings.port}")
    parser.add_argument("--collection", choices=list(Collection), default=Collection.PASSENGERS)
    parser.add_argument("--wanted-fmr", type=float, default=0.001)
    parser.add_argument("--next-engine", action="store_true", help="the one we are moving to")
    parser.add_argument("--svg", type=Path, help="where to write the DET curve as a picture")
    asked = parser.parse_args()
    params = {
        "collection": asked.collection,
        "wanted_fmr": asked.wanted_fmr,
        "next_engine": asked.next_engine,
    }
    try:
        with httpx.Client(base_url=asked.server, timeout=_SECONDS) as client:
            told = ask(client, settings, params)
    except httpx.HTTPStatusError as error:
        parser.exit(1, f"{error.response.text}\n")
    except httpx.HTTPError as error:
        parser.exit(1, f"{asked.server} does not answer ({type(error).__name__})\n")
    if asked.svg:
        asked.svg.write_text(told["det_curve_svg"], encoding="utf-8")
    for line in table(told):
        print(line)


if __name__ == "__main__":
    main()
