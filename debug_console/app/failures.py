"""What a command says, and what it ends with, when it cannot do what was asked."""

from enum import IntEnum

from platform_client import PlatformError


class ExitCode(IntEnum):
    """For scripts: what kind of failure it was."""

    OK = 0
    REFUSED = 1
    USAGE = 2
    NOT_SIGNED_IN = 3
    UNREACHABLE = 4
    # A check was made, and it found that something is wrong.
    FAULTY = 5
    # By Ctrl-C, as shells count it.
    STOPPED = 130


class Failure(Exception):
    """`message` says what is the matter, `way_out` what to do about it."""

    def __init__(self, message: str, way_out: str = "", code: ExitCode = ExitCode.REFUSED) -> None:
        self.message = message
        self.way_out = way_out
        self.code = code
        super().__init__(message)


_WAYS_OUT = {
    "UNAUTHENTICATED": ("Sign in: login", ExitCode.NOT_SIGNED_IN),
    "BAD_CREDENTIALS": ("Login and password do not fit. Again: login", ExitCode.NOT_SIGNED_IN),
    "FORBIDDEN": (
        "Your engineer lacks the privilege. See: whoami, engineers grant",
        ExitCode.NOT_SIGNED_IN,
    ),
    "UNREACHABLE": ("Start the platform: make up. Or name another: --url", ExitCode.UNREACHABLE),
}


def failure_of(error: PlatformError) -> Failure:
    """A refusal of the platform, with its request id: the servers' logs are found by that."""
    way_out, code = _WAYS_OUT.get(error.code, ("", ExitCode.REFUSED))
    # What the platform says of a body's form is for those who write programs.
    is_of_fields = error.code == "VALIDATION_ERROR" and error.extra.get("errors")
    said = "This is not accepted." if is_of_fields else error.detail
    lines = [f"{error.code}: {said}", *_fields(error)]
    if error.request_id:
        lines.append(f"request {error.request_id}")
    return Failure("\n".join(lines), way_out, code)


def _fields(error: PlatformError) -> list[str]:
    """The fields of a body that the platform refused, and why."""
    entries = error.extra.get("errors")
    if not isinstance(entries, list):
        return [f"{name}: {value}" for name, value in error.extra.items()]
    return [_field(entry) for entry in entries if isinstance(entry, dict)]


def _field(entry: dict[str, object]) -> str:
    place = entry.get("loc")
    where = ".".join(map(str, place[1:])) if isinstance(place, list) else f"row {entry.get('row')}"
    return f"  {where}: {entry.get('msg', entry.get('message', ''))}"
