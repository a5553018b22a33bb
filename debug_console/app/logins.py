"""Who is signed in at which platform, kept in a file that only its owner can read.

The session's token is kept, never the password: a session ends by itself, and `logout` ends it.
"""

import os
import tempfile
from pathlib import Path

import platformdirs
from pydantic import BaseModel, TypeAdapter, ValidationError

_FILE = "sessions.json"


class SavedLogin(BaseModel):
    login: str
    token: str


_Logins = TypeAdapter(dict[str, SavedLogin])


def state_folder() -> Path:
    """Of this user alone."""
    folder = platformdirs.user_state_path("provodnik-console")
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.chmod(0o700)
    return folder


def get_login(url: str) -> SavedLogin | None:
    return _read().get(url)


def save_login(url: str, login: SavedLogin) -> None:
    _write(_read() | {url: login})


def forget_login(url: str) -> None:
    _write({known: login for known, login in _read().items() if known != url})


def _read() -> dict[str, SavedLogin]:
    try:
        return _Logins.validate_json((state_folder() / _FILE).read_bytes())
    except (FileNotFoundError, ValidationError):
        return {}


def _write(logins: dict[str, SavedLogin]) -> None:
    """Under another name first: a file that is half written would sign everybody out. The file is
    made for its owner alone from the beginning."""
    folder = state_folder()
    descriptor, name = tempfile.mkstemp(dir=folder)
    with os.fdopen(descriptor, "wb") as file:
        file.write(_Logins.dump_json(logins, indent=2))
    Path(name).replace(folder / _FILE)
