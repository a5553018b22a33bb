"""The store of the terminal that is calling; it sees and changes no other."""

from typing import Annotated
from uuid import UUID

from base_api import StoreTerminalDep
from fastapi import Depends
from service_kit.callers import Caller, Forbidden


async def _own_store(terminal: StoreTerminalDep) -> UUID:
    store_id = terminal.attributes.get("store_id")
    if store_id is None:
        raise Forbidden
    return UUID(store_id)


OwnStoreDep = Annotated[UUID, Depends(_own_store)]


def caller_name(caller: Caller) -> str:
    """How the ledger and purchases name who made them: `kind:id`."""
    return f"{caller.kind}:{caller.id}"
