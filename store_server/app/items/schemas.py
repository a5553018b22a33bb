import time
from typing import Annotated, Any
from uuid import UUID

from fastapi import Query
from pydantic import AfterValidator, Field
from service_kit.languages import MAXIMUM_LANGUAGES, Language, choose
from service_kit.schemas import Schema

from app.fields import (
    AgeLimit,
    Balance,
    Category,
    Description,
    LogoUrl,
    Name,
    PricePenny,
    SearchText,
)
from app.models import Allergen, StoreItem
from app.stock.rules import available

# What a client of before does not know of must not be lost when it writes an item back.
DETAILS = frozenset({"translations", "allergens", "age_limit"})


class Translation(Schema):
    name: Name
    description: Description = ""


def _each_once(allergens: list[Allergen]) -> list[Allergen]:
    return sorted(set(allergens), key=list(Allergen).index)


Translations = Annotated[
    dict[Language, Translation],
    Field(
        max_length=MAXIMUM_LANGUAGES,
        description="Name and description by language (ISO 639-1).",
        examples=[{"ru": {"name": "Чай", "description": "В подстаканнике"}}],
    ),
]
Allergens = Annotated[
    list[Allergen],
    Field(max_length=len(Allergen), description="Regulation (EU) No 1169/2011, Annex II."),
    AfterValidator(_each_once),
]


class ItemWrite(Schema):
    name: Name
    description: Description
    price_penny: PricePenny
    logo_url: LogoUrl | None = None
    category: Category | None = None
    translations: Translations = Field(default_factory=dict)
    allergens: Allergens = Field(default_factory=list)
    age_limit: AgeLimit | None = None


class ItemCreate(ItemWrite):
    balance: Balance = 0


class ItemUpdate(ItemWrite):
    """`balance` is what was counted; left out, the stock stays as it is.

    `translations`, `allergens` and `age_limit` stay too when they are left out.
    """

    id: UUID
    balance: Balance | None = None

    def changes(self) -> dict[str, Any]:
        """The new values of the item's columns, without the balance."""
        kept = DETAILS - self.model_fields_set
        return self.model_dump(exclude={"id", "balance"} | kept)


class ItemRead(Schema):
    """`name` and `description` are those that stand for any language.

    `balance` is what is there, `available` what of it is not kept for somebody's basket.
    """

    id: UUID
    store_id: UUID
    name: str
    description: str
    price_penny: int
    logo_url: str | None
    category: str | None
    balance: int
    available: int
    translations: dict[str, Translation]
    allergens: list[Allergen]
    age_limit: int | None
    is_archived: bool

    @classmethod
    def of(cls, item: StoreItem) -> "ItemRead":
        return cls(
            id=item.id,
            store_id=item.store_id,
            name=item.name,
            description=item.description,
            price_penny=item.price_penny,
            logo_url=item.logo_url,
            category=item.category,
            balance=item.balance,
            available=available(item.balance, item.holds, time.time()),
            translations=item.translations,
            allergens=item.allergens,
            age_limit=item.age_limit,
            is_archived=item.archived_at is not None,
        )


class ItemShown(ItemRead):
    """`name` and `description` are in `language`; null: those that stand for any language."""

    language: str | None

    @classmethod
    def in_language(cls, item: StoreItem, wanted: list[str]) -> "ItemShown":
        """In the first of the wanted languages that there is."""
        read = dict(ItemRead.of(item))
        language = choose(wanted, item.translations)
        if language is not None:
            read |= item.translations[language]
        return cls(**read, language=language)


class CategoryRead(Schema):
    """`category` is null for items without one; `name` is what it is called in a wanted language.
    `available_count`: of how many some are left."""

    category: str | None
    name: str | None
    count: int
    available_count: int


class ItemFilters:
    """All given filters must hold."""

    def __init__(
        self,
        category: Annotated[Category | None, Query()] = None,
        text: Annotated[
            SearchText | None,
            Query(description="Part of the name or of the description, whatever case and accents."),
        ] = None,
        is_available: Annotated[
            bool | None, Query(description="true: some are left and not kept for others.")
        ] = None,
    ) -> None:
        self.category = category
        self.text = text
        self.is_available = is_available
