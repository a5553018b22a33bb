import stat
from pathlib import Path

import pytest
from local_stack.messages import UserError
from local_stack.stack.credentials import Credentials
from local_stack.stack.home import VARIABLE, Home, default_home


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_secrets_stay_the_same_and_only_the_owner_reads_them(home: Home) -> None:
    first = Credentials(home).get("postgres")
    assert Credentials(home).get("postgres") == first
    assert Credentials(home).get("redis") != first
    assert len(first) >= 32
    assert mode(home.path / "credentials.json") == 0o600


def test_others_cannot_list_the_private_folder(home: Home) -> None:
    assert mode(home.path) & 0o066 == 0
    assert mode(home.logs) == 0o700


def test_only_one_may_be_in_charge(home: Home) -> None:
    assert not home.is_claimed()
    with home.claim():
        assert home.is_claimed()
        with pytest.raises(UserError, match="running already"):
            home.claim()
    assert not home.is_claimed()


def test_folder_can_be_chosen(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv(VARIABLE, str(tmp_path / "mine"))
    assert default_home().path == tmp_path / "mine"
