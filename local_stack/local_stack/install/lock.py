"""Lock files made anew, without any host name in them."""

from local_stack.install.modules import ROOT, require
from local_stack.install.tools import package_index, run, tool, tool_environment
from local_stack.messages import say

REQUIREMENTS = ROOT / "scripts" / "requirements"


def lock(name: str) -> None:
    """Lock one module, or `tools`, the installers in .tools/."""
    if name == "tools":
        _lock_tools()
    else:
        module = require(name, must_be_locked=False)
        # Through the mirror plugin Poetry needs no more of an index than its plain pages.
        mirror = tool_environment() | {"POETRY_PYPI_MIRROR_URL": package_index()}
        run([tool("poetry"), "lock"], module.path, environment=mirror)
    say(f"Locked {name}.")


def _lock_tools() -> None:
    command = [
        tool("uv"),
        "pip",
        "compile",
        "--universal",
        "--generate-hashes",
        "--python-version",
        "3.11",
    ]
    command += ["--no-header", "--no-annotate", "--no-emit-index-url", "--quiet"]
    run([*command, "tools.in", "-o", "tools.txt"], REQUIREMENTS)
