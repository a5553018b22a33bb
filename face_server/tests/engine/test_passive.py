"""The port of a passive model, on a tiny one that takes red for life."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from app.config import Settings
from app.engine.base import Box, Engines, EngineUnavailable, FaceEngine
from app.engine.examination import encode_only_face
from app.engine.passive import OnnxPassive, OnnxPassiveFile
from tests.portraits import astronaut, encoded
from tests.tiny_models import save_passive

BOX = Box(40, 40, 20, 20)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    save_passive(tmp_path / "passive.onnx")
    return tmp_path / "passive.onnx"


@pytest.fixture
def passive(file: Path) -> OnnxPassive:
    model = OnnxPassive(OnnxPassiveFile(file, surroundings=1.0))
    model.require_model()
    model.load()
    return model


def picture(colour: tuple[int, int, int]) -> Image.Image:
    made = Image.new("RGB", (100, 100))
    made.paste(colour, (40, 40, 60, 60))
    return made


def test_looks_at_the_face_and_its_surroundings_alone(file: Path, passive: OnnxPassive) -> None:
    pixels = np.array(picture((255, 0, 0)))
    assert passive.score(pixels, BOX) > 0.99
    assert passive.score(pixels, Box(0, 0, 20, 20)) < 0.6
    wide = OnnxPassive(OnnxPassiveFile(file, surroundings=3.0))
    wide.load()
    assert wide.score(pixels, BOX) < passive.score(pixels, BOX)


def test_a_face_may_reach_over_the_border(passive: OnnxPassive) -> None:
    assert 0 <= passive.score(np.array(picture((255, 0, 0))), Box(90, -10, 50, 50)) <= 1


def test_says_its_word_about_each_face(engine: FaceEngine, passive: OnnxPassive) -> None:
    settings = Settings()
    limits, demands = settings.picture.limits, settings.question.demands
    data = encoded(astronaut())
    seen = encode_only_face(Engines(engine, passive=passive), data, limits, demands)
    assert seen.presence is not None
    assert 0 < seen.presence < 1
    assert encode_only_face(Engines(engine), data, limits, demands).presence is None


def test_a_missing_file(tmp_path: Path) -> None:
    model = OnnxPassive(OnnxPassiveFile(tmp_path / "none.onnx"))
    with pytest.raises(EngineUnavailable, match=r"none\.onnx is missing"):
        model.require_model()
