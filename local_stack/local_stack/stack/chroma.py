"""Chroma: the vectors of faces."""

from dataclasses import dataclass

from local_stack.install.modules import ROOT
from local_stack.stack.home import Home
from local_stack.supervision.probes import http_ready
from local_stack.supervision.program import Program

# What `chroma run` does, without importing the whole Python client first: that alone takes
# seconds and 100 MB.
ENTRY = "import sys, chromadb_rust_bindings as b; b.cli(['chroma', 'run', *sys.argv[1:]])"


@dataclass(frozen=True)
class Chroma:
    home: Home
    port: int

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def prepare(self) -> Program:
        folder = self.home.folder("chroma")
        python = ROOT / "local_stack" / ".venv" / "bin" / "python"
        listen = ("--host", "127.0.0.1", "--port", str(self.port))
        return Program(
            name="chroma",
            command=(str(python), "-c", ENTRY, "--path", str(folder), *listen),
            folder=folder,
            environment={"ANONYMIZED_TELEMETRY": "False", "HOME": str(folder), "NO_COLOR": "1"},
            ready=http_ready(self.port, "/api/v2/heartbeat"),
            port=self.port,
        )
