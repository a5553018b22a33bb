"""Commands as a script runs them: what they print, and what they end with."""

import asyncio
import datetime as dt
import io
import json
import os
import socket
import stat
from collections.abc import Coroutine, Iterator
from pathlib import Path

import pytest

from app.cli import run
from app.failures import ExitCode
from app.logins import SavedLogin, get_login, save_login, state_folder
from tests.platforms import FakePlatform, Reply, fake_platform, problem

TOKEN = {"access_token": "t0ken", "token_type": "bearer", "expires_in": 60}
ME = {"kind": "engineer", "id": "1", "name": "admin", "privileges": ["ADMIN"], "store_id": None}
TICKET = "018f0000-0000-7000-8000-000000000001"


@pytest.fixture
def platform() -> Iterator[FakePlatform]:
    with fake_platform() as platform:
        platform.answers("GET", "/base_api/auth/me", Reply(ME))
        yield platform


@pytest.fixture
def signed_in(platform: FakePlatform) -> FakePlatform:
    save_login(platform.url, SavedLogin(login="admin", token="t0ken"))
    return platform


def on(platform: FakePlatform, *arguments: str) -> int:
    return run(["--url", platform.url, *arguments])


def page(*items: object, cursor: str | None = None, total: int | None = None) -> Reply:
    body = {"items": items, "total": len(items) if total is None else total}
    return Reply({**body, "next_cursor": cursor})


class TestLogin:
    def test_session_is_kept_for_its_owner_alone(
        self, platform: FakePlatform, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        platform.answers("POST", "/base_api/auth/engineer/login", Reply(TOKEN))
        monkeypatch.setenv("PROVODNIK_ADMIN_PASSWORD", "secret")
        assert on(platform, "login", "admin") == ExitCode.OK
        file = state_folder() / "sessions.json"
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
        assert "secret" not in file.read_text()

    def test_wrong_password(
        self, platform: FakePlatform, capsys: pytest.CaptureFixture[str]
    ) -> None:
        refused = problem(401, "BAD_CREDENTIALS")
        platform.answers("POST", "/base_api/auth/engineer/login", refused)
        code = on(platform, "login", "admin", "--password", "wrong")
        assert code == ExitCode.NOT_SIGNED_IN
        assert "Again: login" in capsys.readouterr().err
        assert get_login(platform.url) is None

    def test_one_platform_is_not_another(self, signed_in: FakePlatform) -> None:
        assert get_login("http://elsewhere") is None
        assert get_login(signed_in.url) is not None

    def test_logout_forgets_a_session_that_had_ended(self, signed_in: FakePlatform) -> None:
        ended = problem(401, "UNAUTHENTICATED")
        signed_in.answers("POST", "/base_api/auth/logout", ended)
        assert on(signed_in, "logout") == ExitCode.OK
        assert get_login(signed_in.url) is None

    def test_a_broken_file_signs_out_and_no_more(self, signed_in: FakePlatform) -> None:
        (state_folder() / "sessions.json").write_text("{")
        assert on(signed_in, "whoami") == ExitCode.NOT_SIGNED_IN


class TestAsking:
    def test_before_signing_in(
        self, platform: FakePlatform, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert on(platform, "tickets", "list") == ExitCode.NOT_SIGNED_IN
        assert "Sign in: login" in capsys.readouterr().err
        assert platform.asked == []

    def test_list_as_json_has_every_field(
        self, signed_in: FakePlatform, capsys: pytest.CaptureFixture[str]
    ) -> None:
        ticket = {"id": TICKET, "state": "VALID", "station_id": "moscow"}
        signed_in.answers("GET", "/base_api/admin/tickets", page(ticket))
        assert on(signed_in, "tickets", "list", "--state", "VALID", "--json") == ExitCode.OK
        assert json.loads(capsys.readouterr().out) == [ticket]
        assert signed_in.asked[0].query["state"] == "VALID"
        assert signed_in.asked[0].headers["Authorization"] == "Bearer t0ken"

    def test_pages_are_turned(
        self, signed_in: FakePlatform, capsys: pytest.CaptureFixture[str]
    ) -> None:
        first = [{"id": str(number), "name": "A"} for number in range(100)]
        signed_in.answers(
            "GET",
            "/base_api/admin/users",
            page(*first, cursor="c", total=120),
            page({"id": "last", "name": "[B]"}, total=120),
        )
        words = ("users", "list", "--search", "a", "--sort", "-name", "--all")
        assert on(signed_in, *words) == ExitCode.OK
        assert [one.query.get("cursor") for one in signed_in.asked] == [None, "c"]
        assert [one.query["sort"] for one in signed_in.asked] == ["-name", "-name"]
        assert signed_in.asked[0].query["name"] == "a"
        assert "[B]" in capsys.readouterr().out

    def test_no_more_than_wanted(
        self, signed_in: FakePlatform, capsys: pytest.CaptureFixture[str]
    ) -> None:
        signed_in.answers("GET", "/base_api/admin/users", page({"id": "1"}, cursor="c", total=9))
        assert on(signed_in, "users", "list", "--limit", "1") == ExitCode.OK
        assert signed_in.asked[0].query["size"] == "1"
        assert "1 of 9; all of them: --all" in capsys.readouterr().out

    def test_body_and_key(self, signed_in: FakePlatform) -> None:
        path = f"/base_api/admin/robot/{TICKET}/command"
        signed_in.answers("POST", path, Reply({"id": "1", "kind": "SET_VOLUME"}, 201))
        code = on(
            signed_in,
            *("robots", "command", TICKET, "--kind", "SET_VOLUME"),
            *("--payload", '{"percent": 40}'),
        )
        assert code == ExitCode.OK
        assert signed_in.asked[0].json == {"kind": "SET_VOLUME", "payload": {"percent": 40}}
        assert signed_in.asked[0].headers["Idempotency-Key"]

    def test_several_values(self, signed_in: FakePlatform) -> None:
        done = Reply({"status": "OK"})
        signed_in.answers("PUT", "/base_api/admin/engineer_privileges", done)
        given = ("--id", TICKET, "--privilege", "ADMIN", "--privilege", "SECURITY")
        assert on(signed_in, "engineers", "grant", *given) == ExitCode.OK
        assert signed_in.asked[0].json["privileges"] == ["ADMIN", "SECURITY"]

    def test_file_travels_as_base64(self, signed_in: FakePlatform, tmp_path: Path) -> None:
        face = tmp_path / "face.png"
        face.write_bytes(b"\x89PNG")
        signed_in.answers("POST", "/base_api/admin/user", Reply({"id": "1", "name": "A"}, 201))
        code = on(signed_in, "users", "create", "--name", "A", "--face", str(face))
        assert code == ExitCode.OK
        assert signed_in.asked[0].json == {"name": "A", "face": "iVBORw=="}

    def test_table_is_sent_as_what_it_is(self, signed_in: FakePlatform, tmp_path: Path) -> None:
        table = tmp_path / "users.csv"
        table.write_text("name\nA\n")
        signed_in.answers("POST", "/base_api/admin/import/users", Reply({"rows": 1}))
        assert on(signed_in, "files", "import", "users", "--file", str(table)) == ExitCode.OK
        assert signed_in.asked[0].headers["Content-Type"] == "text/csv"
        assert signed_in.asked[0].body == b"name\nA\n"

    def test_a_day_is_today_unless_another_is_given(self, signed_in: FakePlatform) -> None:
        signed_in.answers("GET", "/store_api/admin/accounting/summary", Reply({"refunds": 0}))
        assert on(signed_in, "accounting", "summary") == ExitCode.OK
        assert on(signed_in, "accounting", "summary", "--date", "2026-01-02") == ExitCode.OK
        asked = [one.query["date"] for one in signed_in.asked]
        assert asked == [dt.datetime.now(dt.UTC).date().isoformat(), "2026-01-02"]

    def test_events_are_a_line_each(
        self, signed_in: FakePlatform, capsys: pytest.CaptureFixture[str]
    ) -> None:
        stream = b'event: ready\ndata: {}\n\nevent: incident.created\ndata: {"n": 1}\n\n'
        reply = Reply(stream, content_type="text/event-stream")
        signed_in.answers("GET", "/base_api/monitoring/stream", reply)
        assert on(signed_in, "incidents", "follow", "--limit", "2", "--json") == ExitCode.OK
        lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
        assert [one["event"] for one in lines] == ["ready", "incident.created"]
        assert signed_in.asked[0].headers["Authorization"] == "Bearer t0ken"

    def test_events_of_a_session_that_has_ended(
        self, signed_in: FakePlatform, capsys: pytest.CaptureFixture[str]
    ) -> None:
        ended = problem(401, "UNAUTHENTICATED")
        signed_in.answers("GET", "/base_api/monitoring/stream", ended)
        assert on(signed_in, "incidents", "follow") == ExitCode.NOT_SIGNED_IN
        assert "Sign in: login" in capsys.readouterr().err

    def test_download_into_a_file(
        self, signed_in: FakePlatform, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        csv = Reply(b"id,name\n", content_type="text/csv; charset=utf-8")
        signed_in.answers("GET", "/base_api/admin/export/users", csv)
        target = tmp_path / "users.csv"
        code = on(signed_in, "files", "export", "users", "--output", str(target))
        assert code == ExitCode.OK
        assert target.read_bytes() == b"id,name\n"
        assert str(target) in capsys.readouterr().out

    def test_picture(
        self,
        signed_in: FakePlatform,
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
        capsysbinary: pytest.CaptureFixture[bytes],
    ) -> None:
        path = f"/base_api/monitoring/incident/{TICKET}/snapshot"
        signed_in.answers("GET", path, Reply(b"\x89PNG", content_type="image/png"))
        assert on(signed_in, "incidents", "snapshot", TICKET) == ExitCode.OK
        assert capsysbinary.readouterr().out == b"\x89PNG"
        target = tmp_path / "seen.png"
        assert on(signed_in, "incidents", "snapshot", TICKET, "-o", str(target)) == ExitCode.OK
        assert target.read_bytes() == b"\x89PNG"
        monkeypatch.setattr("sys.stdout.isatty", lambda: True)
        assert on(signed_in, "incidents", "snapshot", TICKET) == ExitCode.USAGE


class TestRefusals:
    def test_file_that_cannot_be_written(
        self, signed_in: FakePlatform, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        csv = Reply(b"id\n", content_type="text/csv")
        signed_in.answers("GET", "/base_api/admin/export/users", csv)
        target = str(tmp_path / "nowhere" / "users.csv")
        assert on(signed_in, "files", "export", "users", "--output", target) == ExitCode.USAGE
        assert "cannot be written" in capsys.readouterr().err

    def test_dangerous_word_asks_first(
        self, signed_in: FakePlatform, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("sys.stdin", io.StringIO("y"))
        assert on(signed_in, "tickets", "revoke", TICKET) == ExitCode.USAGE
        assert signed_in.asked == []

    def test_unless_told_not_to(
        self, signed_in: FakePlatform, capsys: pytest.CaptureFixture[str]
    ) -> None:
        signed_in.answers("DELETE", f"/base_api/admin/ticket/{TICKET}", Reply({"status": "OK"}))
        assert on(signed_in, "tickets", "revoke", TICKET, "--yes") == ExitCode.OK
        assert "Done." in capsys.readouterr().out

    def test_fields_are_named(
        self, signed_in: FakePlatform, capsys: pytest.CaptureFixture[str]
    ) -> None:
        errors = [{"loc": ["body", "name"], "msg": "too long", "type": "x"}]
        refused = problem(422, "VALIDATION_ERROR", errors=errors)
        signed_in.answers("POST", "/base_api/admin/user", refused)
        assert on(signed_in, "users", "create", "--name", "A") == ExitCode.REFUSED
        said = capsys.readouterr().err
        assert "name: too long" in said
        assert "request r7" in said

    def test_missing_privilege(self, signed_in: FakePlatform) -> None:
        signed_in.answers("GET", "/base_api/admin/users", problem(403, "FORBIDDEN"))
        assert on(signed_in, "users", "list") == ExitCode.NOT_SIGNED_IN

    def test_not_json(self, signed_in: FakePlatform) -> None:
        given = ("--kind", "LOCK", "--payload", "{")
        assert on(signed_in, "robots", "command", TICKET, *given) == ExitCode.REFUSED
        assert signed_in.asked == []

    def test_stopped_by_the_person(
        self,
        signed_in: FakePlatform,
        monkeypatch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        def interrupted(work: Coroutine[None, None, None]) -> None:
            work.close()
            raise KeyboardInterrupt

        monkeypatch.setattr(asyncio, "run", interrupted)
        assert on(signed_in, "tickets", "list") == ExitCode.STOPPED
        assert "Stopped." in capsys.readouterr().err

    def test_unknown_word(self, signed_in: FakePlatform) -> None:
        assert on(signed_in, "tickets", "burn") == ExitCode.USAGE

    def test_nobody_there(
        self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("app.caller._PATIENCE", None)
        with socket.socket() as listener:
            listener.bind(("127.0.0.1", 0))
            url = f"http://127.0.0.1:{listener.getsockname()[1]}"
        code = run(["--url", url, "demo"])
        assert code == 1
        said = capsys.readouterr().out
        assert said.strip() == f"No platform answers at {url}. Start it: make up"
        assert run(["--url", url, "health"]) == ExitCode.FAULTY


def test_state_folder_is_where_the_system_wants_it() -> None:
    assert str(state_folder()).startswith(os.environ["XDG_STATE_HOME"])
