"""Files that hold passwords and codes."""

import os
import tempfile
from pathlib import Path


def replace_privately(file: Path, content: bytes) -> None:
    """As a whole, and for its owner only."""
    handle, fresh = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
    with os.fdopen(handle, "wb") as output:
        output.write(content + b"\n")
    Path(fresh).replace(file)
