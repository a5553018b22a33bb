from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from fastapi import Query
from pydantic import Field
from service_kit.languages import MAXIMUM_LANGUAGES, Language
from service_kit.schemas import Schema

from app.fields import Category, Description, LogoUrl, Name, PreparationMinutes
from app.models import Store, StoreType

_MAXIMUM_CATEGORIES = 100
_MAXIMUM_IDS = 100


class StoreTranslation(Schema):
    """`categories`: what the menu's categories are called, by the names that the items have."""

    name: Name
    description: Description = ""
    categories: Annotated[dict[Category, Category], Field(max_length=_MAXIMUM_CATEGORIES)] = Field(
        default_factory=dict, examples=[{"Drinks": "Напитки"}]
    )


StoreTranslations = Annotated[
    dict[Language, StoreTranslation],
    Field(max_length=MAXIMUM_LANGUAGES, description="By language (ISO 639-1)."),
]


class StoreWrite(Schema):
    """Without `preparation_minutes` the server's usual ones are taken. A change that leaves
    `translations` out keeps those that there are."""

    name: Name
    description: Description
    logo_url: LogoUrl | None = None
    store_type: StoreType
    preparation_minutes: PreparationMinutes | None = None
    translations: StoreTranslations = Field(default_factory=dict)

    def columns(self) -> dict[str, Any]:
        kept = {"translations"} - self.model_fields_set
        return self.model_dump(exclude=kept)


class StoreRead(Schema):
    """`name` and `description` are those that stand for any language."""

    id: UUID
    name: str
    description: str
    logo_url: str | None
    store_type: StoreType
    preparation_minutes: int
    translations: dict[str, StoreTranslation]
    is_archived: bool
    created_at: datetime

    @classmethod
    def of(cls, store: Store) -> "StoreRead":
        return cls(
            id=store.id,
            name=store.name,
            description=store.description,
            logo_url=store.logo_url,
            store_type=store.store_type,
            preparation_minutes=store.preparation_minutes,
            translations=store.translations,
            is_archived=store.archived_at is not None,
            created_at=store.created_at,
        )


class StoreFilters:
    """All given filters must hold, but where stores are asked for by their ids."""

    def __init__(
        self,
        store_type: Annotated[StoreType | None, Query()] = None,
        is_archived: Annotated[
            bool, Query(description="Closed stores instead of open ones.")
        ] = False,
        name: Annotated[
            str | None,
            Query(
                min_length=1,
                max_length=100,
                description="In the plain name, whatever case and accents.",
            ),
        ] = None,
        ids: Annotated[
            list[UUID] | None,
            Query(
                alias="id",
                max_length=_MAXIMUM_IDS,
                description="These stores, open or closed; other filters do not count then. All of "
                "them are on one page with `size=100`.",
            ),
        ] = None,
    ) -> None:
        self.store_type = store_type
        self.is_archived = is_archived
        self.name = name
        self.ids = ids or []
