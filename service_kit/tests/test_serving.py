import subprocess
import sys
from pathlib import Path
from textwrap import dedent

import pytest

# Says whether garbage is collected while the package is imported, and once it has started; and
# what there is by then.
_MAIN = """
    import gc, os, signal
    import structlog.dev
    from fastapi.openapi.models import OpenAPI
    from service_kit.application import create_service

    # Whoever is ended by a signal may leave unsaid what is not flushed.
    print("imported", gc.isenabled(), flush=True)
    print("rich", structlog.dev.rich, flush=True)
    print("built", OpenAPI.__pydantic_complete__, flush=True)

    class Part:
        async def open(self): os.kill(os.getpid(), signal.SIGTERM)
        async def close(self): print("started", gc.isenabled(), flush=True)

    def create_app(settings):
        return create_service(
            name="small", description="", settings=settings, routers=[], components=[Part()]
        )
"""
_CONFIG = """
    from service_kit.settings import ServiceSettings

    class Settings(ServiceSettings):
        port: int = 0
"""


@pytest.fixture
def said(tmp_path: Path) -> str:
    """By a server that starts and stops."""
    package = tmp_path / "small"
    package.mkdir()
    (package / "__init__.py").touch()
    (package / "main.py").write_text(dedent(_MAIN))
    (package / "config.py").write_text(dedent(_CONFIG))
    served = subprocess.run(
        [sys.executable, "-c", "from service_kit.serving import serve; serve('small')"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    assert "started" in served.stdout, served.stderr
    return served.stdout


def test_garbage_is_collected_once_it_has_started(said: str) -> None:
    assert "imported False" in said
    assert "started True" in said


def test_nothing_is_made_ready_that_serving_does_not_need(said: str) -> None:
    assert "rich None" in said
    assert "built False" in said
