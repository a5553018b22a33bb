"""The data set for development, loaded through the public API once the stack is up."""

from local_stack.install.modules import ROOT, Module
from local_stack.stack.definition import Stack
from local_stack.stack.gateway import DEBUG_DATA_FILE
from local_stack.stack.home import VARIABLE
from local_stack.stack.identity import PEOPLE_FILE
from local_stack.stack.servers import inherited_environment
from local_stack.supervision.program import Job, Stage
from local_stack.supervision.supervisor import Supervisor

NAME = "debug-data"


async def load_debug_data(supervisor: Supervisor, stack: Stack) -> str:
    """Run the loader; what it printed, which names the logins. Nothing without a loader."""
    module = Module(ROOT / "debug_data")
    if not (module.path / "app" / "__main__.py").exists():
        return ""
    environment = inherited_environment() | {
        "PROVODNIK_URL": stack.gateway.url,
        "PROVODNIK_DEBUG_JSON": str(stack.home.path / DEBUG_DATA_FILE),
        "PROVODNIK_PEOPLE_JSON": str(stack.home.path / PEOPLE_FILE),
        VARIABLE: str(stack.home.path),
    }
    job = Job(NAME, (str(module.python), "-m", "app"), module.path, environment)
    await supervisor.start_stage(Stage((job,)))
    return supervisor.log(job).read_text(encoding="utf-8", errors="replace").rstrip()
