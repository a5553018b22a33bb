"""What a hash of a password costs whoever has stolen it."""

import threading

import pytest
from argon2 import extract_parameters
from pwdlib import PasswordHash

from app.engineers import passwords


class Watched:
    """Hashes nothing, and tells which threads were to do it."""

    def __init__(self) -> None:
        self.threads: list[int] = []

    def hash(self, password: str) -> str:
        self.threads.append(threading.get_ident())
        return password

    def verify(self, password: str, hash_: str) -> bool:
        return self.hash(password) == hash_


def test_hashes_are_made_with_what_rfc_9106_asks_for(real_hasher: PasswordHash) -> None:
    """Its second choice, for where memory is short: 64 MB, three passes, four lanes."""
    parameters = extract_parameters(real_hasher.hash("correct horse battery"))
    found = (parameters.memory_cost, parameters.time_cost, parameters.parallelism)
    assert found == (65_536, 3, 4)


async def test_the_event_loop_is_not_held_up(monkeypatch: pytest.MonkeyPatch) -> None:
    hasher = Watched()
    monkeypatch.setattr(passwords, "_hasher", hasher)
    assert await passwords.is_password("secret", await passwords.hash_password("secret"))
    assert len(hasher.threads) == 2
    assert threading.get_ident() not in hasher.threads
