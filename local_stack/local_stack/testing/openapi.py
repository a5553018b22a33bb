"""Whether the committed OpenAPI documents say what the servers say; or write them anew.

python -m local_stack.testing.openapi MODULE
"""

import difflib
import sys

from local_stack.install.frontend import FRONTEND
from local_stack.install.modules import Module, discover, require
from local_stack.install.tools import run
from local_stack.messages import say
from local_stack.stack.servers import inherited_environment

FILE = "openapi.json"


def main() -> int:
    module = require(sys.argv[1])
    committed = (module.path / FILE).read_text(encoding="utf-8").splitlines()
    current = current_document(module).splitlines()
    difference = list(difflib.unified_diff(committed, current, "committed", "now", lineterm=""))
    if not difference:
        return 0
    print("\n".join(difference))
    print(f"{module.name}/{FILE} is out of date. Run `make openapi` and commit what changed.")
    return 1


def current_document(module: Module) -> str:
    command = [str(module.python), "-m", "service_kit.openapi", "app.main:create_app"]
    return run(command, module.path, environment=inherited_environment())


def write_documents() -> None:
    """`make openapi`: the document of every server, and the front end's types made from them."""
    for module in discover():
        if (module.path / "app" / "main.py").exists():
            (module.path / FILE).write_text(current_document(module), encoding="utf-8")
            say(f"Wrote {module.name}/{FILE}")
    if (FRONTEND / "node_modules").exists():
        run(["npm", "run", "types"], FRONTEND)
        say("Wrote the front end's types")


if __name__ == "__main__":
    raise SystemExit(main())
