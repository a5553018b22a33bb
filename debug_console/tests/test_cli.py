"""What a person sees before the day begins."""

import socket

from typer.testing import CliRunner

from app.cli import app


def test_without_a_platform_it_says_what_to_type() -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{listener.getsockname()[1]}"
    result = CliRunner().invoke(app, ["demo", "--url", url])
    assert result.exit_code == 1
    assert result.stdout.strip() == f"No platform answers at {url}. Start it: make up"
