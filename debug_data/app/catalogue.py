"""The files in data/, checked while they are read."""

import datetime as dt
from pathlib import Path
from typing import Annotated, Self, TypeVar

import yaml
from platform_client.models.railway import PlaceTranslation, Privilege
from platform_client.models.stores import NewItem, StoreTranslation, StoreType, Translation
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, model_validator

FOLDER = Path(__file__).resolve().parents[1] / "data"
Entry = TypeVar("Entry", bound=BaseModel)


class Strict(BaseModel):
    """A misspelt word in a file is an error, not an omission."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Words(Strict):
    name: str
    description: str


class Place(Words):
    """The plain name and description are English; they are a translation, too."""

    ru: Words

    def all_translations(self) -> dict[str, PlaceTranslation]:
        plain = PlaceTranslation(name=self.name, description=self.description)
        return {"en": plain, "ru": PlaceTranslation(**self.ru.model_dump())}


class Station(Strict):
    id: str
    name: str
    name_ru: str
    hotels: list[Place]
    attractions: list[Place]

    @property
    def names(self) -> dict[str, str]:
        return {"en": self.name, "ru": self.name_ru}


class Stop(Strict):
    station: str
    after_minutes: Annotated[int, Field(ge=0)]


class Train(Strict):
    """`wagons`: number → places."""

    number: str
    name: str
    departs: dt.time
    stops: Annotated[list[Stop], Field(min_length=2)]
    wagons: dict[int, int]
    passengers: int


class NameGroup(Strict):
    weight: int
    first: list[str]
    last: list[str]


class MenuItem(NewItem):
    """The plain name and description are English; they are a translation, too."""

    model_config = ConfigDict(extra="forbid")

    @model_validator(mode="after")
    def translate_to_english(self) -> Self:
        plain = Translation(name=self.name, description=self.description)
        self.translations = {"en": plain, **self.translations}
        return self


class Store(Strict):
    """`has_logos`: whether pictures of its items are drawn. The plain name and description are
    English; they are a translation, too."""

    name: str
    description: str
    translations: dict[str, StoreTranslation] = {}
    store_type: StoreType
    trains: list[str]
    items: list[MenuItem]
    has_logos: bool = True

    def all_translations(self) -> dict[str, StoreTranslation]:
        plain = StoreTranslation(name=self.name, description=self.description)
        return {"en": plain, **self.translations}


class Engineer(Strict):
    login: str
    password: str
    privileges: list[Privilege]


class Account(Strict):
    """Somebody who can sign in at the identity provider: with `roles` one of the staff, else a
    passenger."""

    login: str
    password: str
    name: str
    roles: list[str] = []


class Catalogue(Strict):
    stations: list[Station]
    trains: list[Train]
    names: list[NameGroup]
    stores: list[Store]
    engineers: list[Engineer]
    accounts: Annotated[list[Account], Field(min_length=1)]

    @property
    def passenger_accounts(self) -> list[Account]:
        return [account for account in self.accounts if not account.roles]

    @property
    def staff_accounts(self) -> list[Account]:
        return [account for account in self.accounts if account.roles]


def read_catalogue(folder: Path = FOLDER) -> Catalogue:
    return Catalogue(
        stations=_read(folder / "stations.yaml", Station),
        trains=_read(folder / "trains.yaml", Train),
        names=_read(folder / "names.yaml", NameGroup),
        stores=_read(folder / "stores.yaml", Store),
        engineers=_read(folder / "engineers.yaml", Engineer),
        accounts=_read(folder / "accounts.yaml", Account),
    )


def _read(file: Path, entry_type: type[Entry]) -> list[Entry]:
    entries = yaml.safe_load(file.read_text(encoding="utf-8"))
    return TypeAdapter(list[entry_type]).validate_python(entries)  # type: ignore[valid-type]
