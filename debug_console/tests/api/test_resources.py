"""The table of words against the servers' own documents."""

import itertools

import pytest

from app.api.documents import operations
from app.api.resources import BASE, RESOURCES, STORE, Verb

VERBS = {f"{group.name} {verb.name}": verb for group in RESOURCES for verb in group.verbs}
LISTS = {words: verb for words, verb in VERBS.items() if verb.columns}


@pytest.mark.parametrize("verb", VERBS.values(), ids=VERBS.keys())
def test_word_means_something_that_there_is(verb: Verb) -> None:
    operation = operations(verb.server)[verb.operation]
    names = {field.name for field in operation.fields}
    assert set(verb.names) | set(verb.fixed) | verb.files <= names


@pytest.mark.parametrize("verb", LISTS.values(), ids=LISTS.keys())
def test_columns_are_what_the_list_shows(verb: Verb) -> None:
    operation = operations(verb.server)[verb.operation]
    assert operation.is_list
    assert {column.partition(".")[0] for column in verb.columns.split()} <= operation.shows


def test_whole_administration_is_there() -> None:
    """What the API grows, the console must not lack."""
    known = {(verb.server, verb.operation) for one in RESOURCES for verb in one.verbs}
    wanted = {
        (server, name)
        for server, (name, operation) in itertools.chain(
            ((BASE, one) for one in operations(BASE).items()),
            ((STORE, one) for one in operations(STORE).items()),
        )
        if operation.path.startswith("/admin/")
    }
    assert wanted - known == set()


def test_words_of_a_group_are_unique() -> None:
    for resource in RESOURCES:
        names = [verb.name for verb in resource.verbs]
        assert len(set(names)) == len(names)
