"""nginx with the repository's nginx.conf; only what lies in gateway/ is made for this machine."""

import os
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from local_stack.account import is_root
from local_stack.install.modules import ROOT
from local_stack.messages import UserError
from local_stack.stack.home import Home
from local_stack.stack.ports import Ports, loopback_addresses
from local_stack.supervision.probes import http_ready
from local_stack.supervision.program import Program

CONFIGURATION = ROOT / "nginx.conf"
PAGES = ROOT / "frontend" / "dist"
DEBUG_DATA_FILE = "debug.json"
LOGOS = "logos"


@dataclass(frozen=True)
class Gateway:
    home: Home
    ports: Ports
    # Upstream name → ports of its replicas.
    upstreams: Mapping[str, Sequence[int]]
    pages: Path = PAGES
    # Loopback unless somebody on the network is to see the stack.
    listen: str = "localhost"

    @property
    def url(self) -> str:
        return f"http://localhost:{self.ports.public}"

    @property
    def internal_url(self) -> str:
        return f"http://127.0.0.1:{self.ports.internal}"

    def prepare(self) -> Program:
        prefix = self.home.folder("gateway")
        self.home.folder("gateway/gateway/upstreams")
        shutil.copyfile(CONFIGURATION, prefix / "nginx.conf")
        for name, text in self._local_files().items():
            self.home.write_private(f"gateway/gateway/{name}", text)
        command = [_program(), "-p", f"{prefix}/", "-c", str(prefix / "nginx.conf")]
        command += ["-e", str(prefix / "start.err")]
        if is_root():
            # The pages may lie where nobody else can read.
            command += ["-g", "user root;"]
        return Program(
            name="gateway",
            command=tuple(command),
            folder=prefix,
            environment={"PATH": os.defpath},
            ready=http_ready(self.ports.public, "/health/gateway"),
            port=self.ports.public,
        )

    def _local_files(self) -> dict[str, str]:
        files = {
            f"upstreams/{name}.conf": "".join(
                f"server 127.0.0.1:{port} max_fails=2 fail_timeout=3s;\n" for port in ports
            )
            for name, ports in self.upstreams.items()
        }
        files["public.conf"] = self._public()
        files["internal.conf"] = f"listen 127.0.0.1:{self.ports.internal};\n"
        return files

    def _public(self) -> str:
        addresses = [self.listen]
        if self.listen == "localhost":
            found = loopback_addresses()
            addresses = [f"[{text}]" if ":" in text else text for _, text in found]
        lines = [f"listen {address}:{self.ports.public};" for address in addresses]
        lines.append(f'root "{self.pages}";')
        # The logins of the debug data, which the first page shows. No other stack has this file.
        file = self.home.path / DEBUG_DATA_FILE
        lines.append(f'location = /static/debug.json {{ alias "{file}"; }}')
        lines.append(f'location /static/logos/ {{ alias "{self.home.path / LOGOS}/"; }}')
        return "\n".join(lines) + "\n"


def _program() -> str:
    folders = os.environ.get("PATH", "") + ":/usr/sbin:/usr/local/sbin:/sbin:/usr/local/nginx/sbin"
    found = shutil.which("nginx", path=folders)
    if found is None:
        raise UserError("There is no nginx. Run: sh scripts/setup.sh")
    return found
