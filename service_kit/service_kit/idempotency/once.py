"""Doing the work of a key once, and giving the same answer to every repetition."""

import hashlib
from collections.abc import Awaitable, Callable
from typing import TypeVar

from pydantic import BaseModel
from service_kit.idempotency.errors import IdempotencyConflict
from service_kit.idempotency.models import IdempotencyKey
from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

Answer = TypeVar("Answer", bound=BaseModel)


def fingerprint(operation: str, body: bytes) -> bytes:
    """What makes two requests the same: the operation and the bytes of the body."""
    return hashlib.sha256(operation.encode() + b"\0" + body).digest()


class Idempotency:
    """The key of the request at hand, if the client sent one."""

    def __init__(
        self, session: AsyncSession, *, caller: str, key: str | None, fingerprint: bytes
    ) -> None:
        self._session = session
        self._caller = caller
        self._key = key
        self._fingerprint = fingerprint

    async def once(
        self, answer_type: type[Answer], work: Callable[[], Awaitable[Answer]]
    ) -> Answer:
        """The answer of `work`, done now or the first time that this key was seen.

        Raises `IdempotencyConflict` when the key came with another body before. A failed attempt
        leaves no trace: its transaction is rolled back, key and all.
        """
        if self._key is None:
            return await work()
        if not await self._claim(self._key):
            return answer_type.model_validate(await self._earlier_answer(self._key))
        answer = await work()
        await self._session.execute(
            update(IdempotencyKey)
            .where(IdempotencyKey.caller == self._caller, IdempotencyKey.key == self._key)
            .values(answer=answer.model_dump(mode="json"))
        )
        return answer

    async def _claim(self, key: str) -> bool:
        claimed = await self._session.execute(
            insert(IdempotencyKey)
            .values(caller=self._caller, key=key, fingerprint=self._fingerprint)
            .on_conflict_do_nothing(index_elements=["caller", "key"])
            .returning(IdempotencyKey.id)
        )
        return claimed.scalar_one_or_none() is not None

    async def _earlier_answer(self, key: str) -> object:
        earlier = (
            await self._session.execute(
                select(IdempotencyKey.fingerprint, IdempotencyKey.answer).where(
                    IdempotencyKey.caller == self._caller, IdempotencyKey.key == key
                )
            )
        ).one()
        if earlier.fingerprint != self._fingerprint:
            raise IdempotencyConflict
        return earlier.answer
