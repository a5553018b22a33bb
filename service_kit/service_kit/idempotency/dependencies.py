"""The `Idempotency-Key` header as an argument of routes."""

from typing import Annotated

from fastapi import Depends, Header
from service_kit.callers import AnyCallerDep
from service_kit.database.dependencies import SessionDep
from service_kit.idempotency.once import Idempotency, fingerprint
from starlette.requests import Request

KeyHeader = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        min_length=1,
        max_length=128,
        pattern=r"^[\x21-\x7e]+$",
        description="Same key and same body: the same answer. Same key and another body: 409.",
    ),
]


async def _idempotency(
    request: Request, session: SessionDep, caller: AnyCallerDep, key: KeyHeader = None
) -> Idempotency:
    operation = f"{request.method} {request.url.path}"
    return Idempotency(
        session,
        caller=f"{caller.kind}:{caller.id}",
        key=key,
        fingerprint=fingerprint(operation, await request.body()),
    )


IdempotencyDep = Annotated[Idempotency, Depends(_idempotency)]
