"""The store terminal that is calling; it sees and changes its own store only."""

from typing import Annotated
from uuid import UUID

from base_api import CallerKind
from fastapi import Depends
from service_kit.callers import Caller, CallerGuard, Forbidden
from starlette.requests import Request

_STORE_ID = "store_id"


class TerminalGuard(CallerGuard):
    """Lets store terminals pass whose session names their store."""

    async def __call__(self, request: Request) -> Caller:
        terminal = await super().__call__(request)
        if _STORE_ID not in terminal.attributes:
            raise Forbidden
        return terminal


TerminalDep = Annotated[Caller, Depends(TerminalGuard(CallerKind.STORE))]


def own_store(terminal: Caller) -> UUID:
    """The store of a terminal that `TerminalGuard` let pass."""
    return UUID(terminal.attributes[_STORE_ID])


def caller_name(caller: Caller) -> str:
    """How the ledger and purchases name who made them: `kind:id`."""
    return f"{caller.kind}:{caller.id}"
