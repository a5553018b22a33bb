"""Whether a server's migrations lead from nothing to its models, and back to nothing.

python -m local_stack.testing.migrations MODULE
"""

import os
import secrets
import subprocess
import sys
from urllib.parse import urlsplit, urlunsplit

from local_stack.install.modules import Module, require
from local_stack.stack.postgres import binaries_folder

STEPS = (("upgrade", "head"), ("downgrade", "base"), ("upgrade", "head"), ("check",))


def main() -> int:
    module = require(sys.argv[1])
    server = os.environ["PROVODNIK_TEST_POSTGRES"]
    database = f"migrations_{secrets.token_hex(6)}"
    _psql(server, f'CREATE DATABASE "{database}"')
    try:
        url = urlsplit(server)._replace(scheme="postgresql+asyncpg", path=f"/{database}")
        return _run_steps(module, urlunsplit(url))
    finally:
        _psql(server, f'DROP DATABASE IF EXISTS "{database}" WITH (FORCE)')


def _run_steps(module: Module, url: str) -> int:
    prefix = module.name.removesuffix("_server").upper()
    environment = os.environ | {f"{prefix}_DATABASE__URL": url}
    environment.pop("PYTHONPATH", None)
    alembic = [str(module.python), "-m", "alembic", "-c", "app/alembic.ini"]
    for step in STEPS:
        print("alembic", *step, flush=True)
        done = subprocess.run([*alembic, *step], cwd=module.path, env=environment, check=False)
        if done.returncode != 0:
            return done.returncode
    return 0


def _psql(url: str, statement: str) -> None:
    psql = str(binaries_folder() / "psql")
    subprocess.run([psql, "-X", "-q", "-v", "ON_ERROR_STOP=1", "-c", statement, url], check=True)


if __name__ == "__main__":
    raise SystemExit(main())
