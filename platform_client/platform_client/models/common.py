from typing import Generic, Literal, TypeVar

from pydantic import BaseModel

Item = TypeVar("Item")


class Ok(BaseModel):
    status: Literal["OK"]


class Page(BaseModel, Generic[Item]):
    items: list[Item]
    total: int
    next_cursor: str | None = None
