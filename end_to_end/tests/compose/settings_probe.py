"""What a server's settings take from the environment; run in its folder, with its own Python.

Prints JSON: `variables`, every variable that the Settings class reads; `secrets`, those that hold a
secret. With `--load` it makes the settings from the environment and exits as they do.
"""

import importlib
import json
import sys
from collections.abc import Iterator

from pydantic import BaseModel, SecretStr
from pydantic.fields import FieldInfo

sys.path.insert(0, "")
Settings = importlib.import_module("app.config").Settings


def own_name(prefix: str, name: str, field: FieldInfo) -> str:
    alias = field.validation_alias
    choices = getattr(alias, "choices", [alias] if isinstance(alias, str) else [])
    return str(choices[0]) if choices else prefix + name


def variables(model: type[BaseModel], prefix: str) -> Iterator[tuple[str, object]]:
    for name, field in model.model_fields.items():
        variable = own_name(prefix, name, field)
        kind = field.annotation
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            yield from variables(kind, f"{variable}__")
        else:
            yield variable.upper(), kind


if "--load" in sys.argv:
    Settings()
else:
    found = dict(variables(Settings, str(Settings.model_config["env_prefix"])))
    secrets = [name for name, kind in found.items() if kind is SecretStr]
    print(json.dumps({"variables": sorted(found), "secrets": sorted(secrets)}))
