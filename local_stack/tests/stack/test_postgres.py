import os
import subprocess
from collections.abc import AsyncIterator, Iterator
from urllib.parse import urlsplit

import pytest
from local_stack.stack.credentials import Credentials
from local_stack.stack.home import Home, temporary_home
from local_stack.stack.ports import Ports
from local_stack.stack.postgres import Postgres, binaries_folder, databases_job
from local_stack.supervision.program import Stage
from local_stack.supervision.supervisor import Supervisor


@pytest.fixture
def home() -> Iterator[Home]:
    """Where PostgreSQL's account may go too: pytest's own folders are closed to it."""
    with temporary_home() as made:
        yield made


@pytest.fixture
async def postgres(home: Home, ports: Ports) -> AsyncIterator[Postgres]:
    """With the databases of two servers, prepared twice."""
    credentials = Credentials(home)
    made = Postgres(home, ports.postgres, credentials.get("postgres"), durable=False)
    supervisor = Supervisor(home.logs, lambda _name, _seconds: None)
    job = databases_job(home, made.superuser_url, credentials, ["base", "store"])
    await supervisor.start([Stage((made.prepare(),)), Stage((job,)), Stage((job,))])
    yield made
    await supervisor.stop()


def psql(postgres: Postgres, role: str, database: str, statement: str) -> tuple[int, str]:
    password = Credentials(postgres.home).get(f"{role}_database")
    url = f"postgresql://{role}:{password}@{urlsplit(postgres.superuser_url).netloc.split('@')[1]}"
    done = subprocess.run(
        [str(binaries_folder() / "psql"), "-X", "-t", "-A", "-c", statement, f"{url}/{database}"],
        capture_output=True,
        text=True,
        check=False,
        env={"PATH": os.defpath},
    )
    return done.returncode, done.stdout.strip() or done.stderr.strip()


async def test_role_owns_its_database(postgres: Postgres) -> None:
    assert psql(postgres, "base", "base_db", "CREATE TABLE t (id uuid DEFAULT uuidv7())")[0] == 0
    assert psql(postgres, "base", "base_db", "SHOW timezone") == (0, "UTC")


async def test_role_is_refused_at_another_servers_database(postgres: Postgres) -> None:
    code, said = psql(postgres, "base", "store_db", "SELECT 1")
    assert code != 0
    assert "permission denied for database" in said


async def test_role_is_nobody_special(postgres: Postgres) -> None:
    statement = "SELECT rolsuper OR rolcreatedb OR rolcreaterole FROM pg_roles WHERE rolname='base'"
    assert psql(postgres, "base", "base_db", statement) == (0, "f")
