"""In Chroma: sealed templates, one Chroma collection per index.

Chroma 1.5 never removes a vector from its files (https://github.com/chroma-core/chroma/issues/7662),
so it is given none that says anything: the sealed template stands in the metadata, and the vector,
which Chroma cannot do without, is made of the record's random id.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from chromadb.api.models.AsyncCollection import AsyncCollection
from chromadb.api.types import GetResult

from app.chroma import Chroma
from app.templates.index import Index
from app.templates.registry import Ticket
from app.templates.sealing import Sealed

_PREFIX = "sealed."
# More would keep the event loop busy for longer than a health check may wait.
_PAGE = 500


@dataclass(frozen=True, slots=True)
class Record:
    """`consent` is the reference under which base_server keeps the subject's consent."""

    subject_id: UUID
    sealed: Sealed
    consent: str


class Records:
    """Every method raises `FaceStoreUnavailable`."""

    def __init__(self, chroma: Chroma) -> None:
        self._chroma = chroma

    async def put(self, index: Index, ticket: Ticket, record: Record) -> None:
        await self.put_many(index, {record.subject_id: ticket}, [record])

    async def put_many(
        self, index: Index, tickets: Mapping[UUID, Ticket], records: Sequence[Record]
    ) -> None:
        if not records:
            return
        ids = [_record_id(one.subject_id, tickets[one.subject_id]) for one in records]
        embeddings: list[Sequence[float] | Sequence[int]] = [_meaningless(one) for one in ids]

        async def upsert(collection: AsyncCollection) -> None:
            await collection.upsert(
                ids=ids,
                embeddings=embeddings,
                metadatas=[
                    {
                        "subject": str(one.subject_id),
                        "sealed": one.sealed.text,
                        "key_id": one.sealed.key_id,
                        "consent": one.consent,
                    }
                    for one in records
                ],
            )

        await self._chroma.use(_PREFIX + index.name, "l2", upsert)

    async def get(self, index: Index, tickets: Mapping[UUID, Ticket]) -> list[Record]:
        """The stored ones of those who hold these tickets."""
        ids = [_record_id(*holder) for holder in tickets.items()]
        found: list[Record] = []
        for page in _pages(ids):
            answer = await self._chroma.use(_PREFIX + index.name, "l2", partial(_get, ids=page))
            found += map(_record, answer["metadatas"] or [])
        return found

    async def list_ids(self, subject_id: UUID) -> dict[Index, list[str]]:
        """Whatever is stored of a subject, by index; the records of destroyed tickets too."""

        async def find(collection: AsyncCollection) -> list[str]:
            found = await collection.get(where={"subject": str(subject_id)}, include=[])
            return list(found["ids"])

        return {
            Index.of_name(collection.name.removeprefix(_PREFIX)): ids
            for collection in await self._chroma.existing(_PREFIX)
            if (ids := await self._chroma.use_existing(collection, find))
        }

    async def delete(self, index: Index, ids: Sequence[str]) -> None:
        await self._chroma.use(
            _PREFIX + index.name, "l2", lambda collection: collection.delete(ids=list(ids))
        )

    async def delete_of(self, index: Index, tickets: Mapping[UUID, Ticket]) -> None:
        """The records that stand behind these tickets."""
        if tickets:
            await self.delete(index, [_record_id(*holder) for holder in tickets.items()])


async def _get(collection: AsyncCollection, ids: list[str]) -> GetResult:
    return await collection.get(ids=ids, include=["metadatas"])


def belongs(record_id: str, ticket: Ticket | None) -> bool:
    """Whether the record is the one that the ticket stands for."""
    return ticket is not None and record_id.endswith(f"/{ticket.tag}")


def _record_id(subject_id: UUID, ticket: Ticket) -> str:
    return f"{subject_id}/{ticket.tag}"


def _record(metadata: Mapping[str, Any]) -> Record:
    return Record(
        subject_id=UUID(metadata["subject"]),
        sealed=Sealed(metadata["key_id"], metadata["sealed"]),
        consent=metadata["consent"],
    )


def _meaningless(record_id: str) -> list[float]:
    digest = hashlib.sha256(record_id.encode()).digest()
    return [digest[0] / 256 + digest[1] / 65536, digest[2] / 256 + digest[3] / 65536]


def _pages(ids: Sequence[str]) -> Iterator[list[str]]:
    return (list(ids[start : start + _PAGE]) for start in range(0, len(ids), _PAGE))
