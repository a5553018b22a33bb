"""The secrets of one stack: made when first asked for, kept in its private folder."""

import json
import secrets
from dataclasses import dataclass, field

from local_stack.stack.home import Home

FILE = "credentials.json"


@dataclass
class Credentials:
    home: Home
    _known: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        file = self.home.path / FILE
        if file.exists():
            self._known = json.loads(file.read_text(encoding="utf-8"))

    def get(self, name: str) -> str:
        """The same secret each time; only letters, digits, `-` and `_`, so fit for a URL."""
        if name not in self._known:
            self._known[name] = secrets.token_urlsafe(24)
            self.home.write_private(FILE, json.dumps(self._known, indent=2))
        return self._known[name]
