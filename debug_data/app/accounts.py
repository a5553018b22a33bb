"""The file in which the identity provider of development finds who can sign in."""

from collections.abc import Sequence
from pathlib import Path

from pydantic import BaseModel, TypeAdapter

from app.catalogue import Account
from app.private_files import replace_privately


class Person(BaseModel):
    """`subject` is what the provider calls the person, the same after every load."""

    login: str
    password: str
    name: str
    roles: list[str]
    subject: str


def subject_of(account: Account) -> str:
    return f"debug-{account.login}"


def write_people(file: Path, accounts: Sequence[Account]) -> None:
    people = [Person(**account.model_dump(), subject=subject_of(account)) for account in accounts]
    replace_privately(file, TypeAdapter(list[Person]).dump_json(people, indent=2))
