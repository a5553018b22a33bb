"""The OpenID provider of development, with the people of the debug data."""

import json
import shutil
from dataclasses import dataclass

from local_stack.install.modules import ROOT
from local_stack.messages import UserError
from local_stack.stack.home import Home
from local_stack.stack.ports import Ports
from local_stack.stack.servers import inherited_environment
from local_stack.supervision.probes import http_ready
from local_stack.supervision.program import Program

FOLDER = ROOT / "identity_provider"
PEOPLE_FILE = "people.json"
CLIENT_ID = "base_server"
MOUNT = "/keycloak"
# As in compose.yml.
STAFF_ROLES = {
    "provodnik-admin": ["ADMIN"],
    "provodnik-security": ["SECURITY"],
}


@dataclass(frozen=True)
class Identity:
    home: Home
    ports: Ports
    client_secret: str
    # The origin of the platform's pages in browsers.
    public_url: str

    @property
    def issuer(self) -> str:
        return f"{self.public_url}{MOUNT}"

    @property
    def internal_url(self) -> str:
        return f"http://127.0.0.1:{self.ports.identity}{MOUNT}"

    def server_environment(self) -> dict[str, str]:
        """What a server that asks it has to know, without the server's prefix."""
        return {
            "IDENTITY__ISSUER": self.issuer,
            "IDENTITY__INTERNAL_URL": self.internal_url,
            "IDENTITY__CLIENT_ID": CLIENT_ID,
            "IDENTITY__CLIENT_SECRET": self.client_secret,
            "IDENTITY__STAFF_ROLES": json.dumps(STAFF_ROLES),
        }

    def program(self) -> Program:
        environment = inherited_environment() | {
            "HOST": "127.0.0.1",
            "PORT": str(self.ports.identity),
            "ISSUER": self.issuer,
            "CLIENT_ID": CLIENT_ID,
            "CLIENT_SECRET": self.client_secret,
            "PUBLIC_URL": self.public_url,
            "PEOPLE_FILE": str(self.home.path / PEOPLE_FILE),
        }
        return Program(
            name="identity",
            command=(_node(), "src/main.js"),
            folder=FOLDER,
            environment=environment,
            ready=http_ready(self.ports.identity, f"{MOUNT}/healthz"),
            port=self.ports.identity,
        )


def _node() -> str:
    found = shutil.which("node")
    if found is None:
        raise UserError("There is no node. Run: sh scripts/setup.sh")
    return found
