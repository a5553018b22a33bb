"""The file with logins and codes."""

import datetime as dt
import stat
from pathlib import Path
from uuid import uuid4

from app.summary import Login, SampleTicket, Summary, read_samples, write_summary


def sample() -> SampleTicket:
    return SampleTicket(
        id=uuid4(),
        code="code",
        passenger="Анна",
        train_number="002A",
        train_date=dt.date(2026, 3, 8),
        wagon_number=4,
        place_number=17,
        station_id="moscow",
        destination="tver",
    )


def test_codes_are_found_again_by_the_next_load(tmp_path: Path) -> None:
    file = tmp_path / "debug.json"
    tickets = [sample(), sample()]
    login = Login(login="admin", password="x", privileges=["ADMIN"])
    now = dt.datetime.now(dt.UTC)
    write_summary(file, Summary(logins=[login], loaded_at=now, sample_tickets=tickets))
    assert read_samples(file) == tickets


def test_only_its_owner_reads_the_file(tmp_path: Path) -> None:
    file = tmp_path / "debug.json"
    now = dt.datetime.now(dt.UTC)
    write_summary(file, Summary(logins=[], loaded_at=now, sample_tickets=[]))
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [file]


def test_another_file_or_none_has_no_codes(tmp_path: Path) -> None:
    assert read_samples(tmp_path / "missing.json") == []
    other = tmp_path / "other.json"
    other.write_text("[]")
    assert read_samples(other) == []
