from uuid import UUID, uuid4

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.engine.base import Template
from app.templates.gallery import Gallery

DIMENSION = 8
chance = np.random.default_rng(7)


def template() -> Template:
    return chance.normal(size=DIMENSION).astype(np.float32)


def filled(count: int) -> tuple[Gallery, dict[UUID, Template]]:
    gallery, found = Gallery(DIMENSION), {uuid4(): template() for _ in range(count)}
    gallery.update(found, found)
    return gallery, found


@pytest.mark.parametrize("size", [1, 64, 65, 127, 2001, 16_384 + 65, 40_000])
@pytest.mark.parametrize("count", [1, 5])
def test_the_nearest_are_those_of_a_plain_loop(size: int, count: int) -> None:
    gallery, found = filled(size)
    subjects, faces = list(found), np.stack(list(found.values()))
    for _ in range(5):
        probe = template()
        distances = dict(zip(subjects, np.linalg.norm(faces - probe, axis=1), strict=True))
        expected = sorted(subjects, key=lambda one: distances[one])[:count]
        nearest = gallery.nearest(probe, count)
        assert [one.subject_id for one in nearest] == expected
        assert [one.distance for one in nearest] == pytest.approx(
            [distances[one] for one in expected], abs=1e-5
        )


@settings(deadline=None, max_examples=30)
@given(
    spread=st.sampled_from([0.0, 1e-6, 0.1, 3.0]),
    length=st.sampled_from([1e-4, 1.0, 1e4]),
    count=st.sampled_from([1, 5, 2_500]),
)
def test_rounding_never_hides_the_nearest(spread: float, length: float, count: int) -> None:
    """People who are much alike, or of very different lengths; and one far away from them all."""
    centre = chance.normal(size=DIMENSION)
    crowd = length * (centre + spread * chance.normal(size=(3_000, DIMENSION)))
    crowd[:1_000] *= 0.01
    faces = dict(zip((uuid4() for _ in crowd), crowd.astype(np.float32), strict=True))
    gallery = Gallery(DIMENSION)
    gallery.update(faces, faces)
    probe = (length * (centre + 0.1 * chance.normal(size=DIMENSION))).astype(np.float32)
    everybody = gallery.among(probe, faces)
    nearest = gallery.nearest(probe, count)
    assert len(nearest) == count
    assert [one.distance for one in nearest] == [one.distance for one in everybody[:count]]


def test_one_named_twice_is_measured_once() -> None:
    gallery, found = filled(3)
    one = next(iter(found))
    assert [near.subject_id for near in gallery.among(template(), [one, one])] == [one]


def test_strangers_are_left_out() -> None:
    gallery, _ = filled(3)
    assert gallery.among(template(), [uuid4()]) == []
    assert Gallery(DIMENSION).nearest(template(), 5) == []


def test_the_same_template_has_no_distance() -> None:
    gallery, found = filled(1000)
    subject_id, stored = next(iter(found.items()))
    assert gallery.nearest(stored, 1)[0] == gallery.among(stored, [subject_id])[0]
    assert gallery.nearest(stored, 1)[0].distance == 0


steps = st.lists(st.tuples(st.integers(0, 30), st.booleans()), max_size=80)


@settings(deadline=None)
@given(steps)
def test_holds_what_was_put_and_not_removed(changes: list[tuple[int, bool]]) -> None:
    subjects = [UUID(int=number) for number in range(31)]
    gallery, expected = Gallery(DIMENSION), dict[UUID, Template]()
    for number, is_put in changes:
        if is_put:
            expected[subjects[number]] = template()
            gallery.update([subjects[number]], {subjects[number]: expected[subjects[number]]})
        else:
            expected.pop(subjects[number], None)
            gallery.update([subjects[number]], {})
    assert len(gallery) == len(expected)
    for subject_id in subjects:
        stored, wanted = gallery.get(subject_id), expected.get(subject_id)
        assert (stored is None) == (wanted is None)
        assert stored is None or wanted is None or stored.tobytes() == wanted.tobytes()
    probe = template()
    assert {one.subject_id for one in gallery.nearest(probe, 50)} == set(expected)


def test_what_is_removed_leaves_no_bytes_behind() -> None:
    gallery, found = filled(2000)
    gone = list(found)[::2]
    gallery.update(gone, {})
    memory = gallery._templates.tobytes()
    assert [one for one in gone if found[one].tobytes() in memory] == []
    codes = gallery._rounded._codes
    assert not codes[len(gallery) :].any()
    assert codes[: len(gallery)].any(axis=1).all()
