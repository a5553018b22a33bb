import pickle
import sys
from collections.abc import Callable
from functools import partial

import numpy as np
import pytest
from PIL import Image

from app.config import Settings
from app.engine import dlib_engine
from app.engine.base import EngineUnavailable, FaceEngine, Template
from app.engine.dlib_engine import DlibEngine
from app.templates.index import Collection
from tests import portraits
from tests.portraits import OTHER_PEOPLE, astronaut, other_person

THRESHOLD = Settings().engine.rule(Collection.PASSENGERS).threshold


def template_of(engine: FaceEngine, picture: Image.Image) -> Template:
    pixels = np.array(picture)
    return engine.encode(engine.align(pixels, engine.detect(pixels)[0]))


@pytest.fixture(scope="module")
def collins(engine: FaceEngine) -> Template:
    return template_of(engine, astronaut())


def distance(engine: FaceEngine, collins: Template, picture: Image.Image) -> float:
    return float(np.linalg.norm(collins - template_of(engine, picture)))


def test_a_template_has_the_dimension_of_the_engine(engine: FaceEngine, collins: Template) -> None:
    assert collins.shape == (engine.dimension,)
    assert collins.dtype == np.float32


def test_landmarks_lie_in_the_box(engine: FaceEngine) -> None:
    pixels = np.array(astronaut())
    found = engine.detect(pixels)[0]
    face = engine.align(pixels, found)
    assert len(face.landmarks) == 5
    assert all(found.box.left < p.x < found.box.left + found.box.width for p in face.landmarks)
    assert all(found.box.top < p.y < found.box.top + found.box.height for p in face.landmarks)


@pytest.mark.parametrize(
    "changed",
    [
        portraits.shifted,
        portraits.darker,
        portraits.smaller,
        portraits.mirrored,
        partial(portraits.dimmed, 1.3),
        partial(portraits.noisy, 25),
        partial(portraits.blurred, 1.5),
        # The mouth, the chin, and the forehead.
        partial(portraits.covered, 150, 185),
        partial(portraits.covered, 165, 200),
        partial(portraits.covered, 60, 95),
    ],
)
def test_a_changed_picture_of_one_person_is_a_match(
    engine: FaceEngine, collins: Template, changed: Callable[[], Image.Image]
) -> None:
    assert distance(engine, collins, changed()) < 0.8 * THRESHOLD


@pytest.mark.parametrize("rows", [(100, 120), (140, 200)])
def test_without_eyes_or_with_half_of_it_covered_it_is_no_face(
    engine: FaceEngine, rows: tuple[int, int]
) -> None:
    assert engine.detect(np.array(portraits.covered(*rows))) == []


@pytest.mark.parametrize("index", OTHER_PEOPLE)
def test_another_person_is_no_match(engine: FaceEngine, collins: Template, index: int) -> None:
    assert distance(engine, collins, other_person(index)) > 1.2 * THRESHOLD


def test_a_small_face_is_found_by_enlarging(engine: FaceEngine) -> None:
    small = np.array(astronaut().resize((128, 128)))
    assert engine.detect(small)[0].box.width < 40
    eager = DlibEngine(maximum_upsampling=0)
    eager.load()
    assert eager.detect(small) == []


def test_enlarging_stays_within_its_bound() -> None:
    bounded = DlibEngine(detection_pixels=4 * 128 * 128)
    bounded.load()
    assert bounded.detect(np.array(astronaut().resize((128, 128)))) == []


def test_a_pattern_like_a_face_is_left_out(engine: FaceEngine) -> None:
    everything = DlibEngine(minimum_score=0.0)
    everything.load()
    pixels = np.array(portraits.twice())
    assert len(everything.detect(pixels)) > len(engine.detect(pixels)) == 2


@pytest.mark.parametrize("size", [(1, 1), (1, 1024), (1024, 1), (3, 3)])
def test_a_sliver_has_no_face(engine: FaceEngine, size: tuple[int, int]) -> None:
    assert engine.detect(np.zeros((*size, 3), dtype=np.uint8)) == []


def test_the_package_of_the_weights_is_not_imported(engine: FaceEngine) -> None:
    assert "face_recognition_models" not in sys.modules


def test_missing_weights_say_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dlib_engine, "WEIGHTS_PACKAGE", "no_such_package")
    with pytest.raises(EngineUnavailable, match="Install the package no_such_package"):
        DlibEngine().require_model()


def test_workers_are_handed_the_detector(monkeypatch: pytest.MonkeyPatch) -> None:
    prepared = DlibEngine()
    prepared.require_model()
    handed = pickle.loads(pickle.dumps(prepared))  # noqa: S301 - what we have just made
    monkeypatch.setattr(dlib_engine, "_frontal_detector", pytest.fail)
    handed.load()
    assert len(handed.detect(np.array(astronaut()))) == 1
