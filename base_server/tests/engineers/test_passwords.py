"""What a hash of a password costs whoever has stolen it."""

from argon2 import extract_parameters
from pwdlib import PasswordHash


def test_hashes_are_made_with_what_rfc_9106_asks_for(real_hasher: PasswordHash) -> None:
    """Its second choice, for where memory is short: 64 MB, three passes, four lanes."""
    parameters = extract_parameters(real_hasher.hash("correct horse battery"))
    found = (parameters.memory_cost, parameters.time_cost, parameters.parallelism)
    assert found == (65_536, 3, 4)
