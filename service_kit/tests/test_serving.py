import subprocess
import sys
from pathlib import Path
from textwrap import dedent

# Says whether garbage is collected while the package is imported, and once it has started.
_MAIN = """
    import gc, os, signal
    from service_kit.application import create_service

    # Whoever is ended by a signal may leave unsaid what is not flushed.
    print("imported", gc.isenabled(), flush=True)

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


def test_garbage_is_collected_once_it_has_started(tmp_path: Path) -> None:
    package = tmp_path / "small"
    package.mkdir()
    (package / "__init__.py").touch()
    (package / "main.py").write_text(dedent(_MAIN))
    (package / "config.py").write_text(dedent(_CONFIG))
    said = subprocess.run(
        [sys.executable, "-c", "from service_kit.serving import serve; serve('small')"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    assert "imported False" in said.stdout, said.stderr
    assert "started True" in said.stdout
