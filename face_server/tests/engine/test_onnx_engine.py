"""The second engine on models of known behaviour; weights of real faces are the operator's."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from app.engine.alignment import PLACES, cut_out
from app.engine.base import EngineUnavailable, Measure, Point, Template
from app.engine.onnx_engine import Channels, OnnxEngine, OnnxModels
from tests import tiny_models
from tests.tiny_models import BOX, POINTS, SIDE, red_face, two_faces


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> OnnxModels:
    return tiny_models.tiny_models(tmp_path_factory.mktemp("models"))


@pytest.fixture(scope="module")
def tiny(models: OnnxModels) -> OnnxEngine:
    return loaded(models)


def loaded(models: OnnxModels) -> OnnxEngine:
    engine = OnnxEngine(models)
    engine.require_model()
    engine.load()
    return engine


def template_of(engine: OnnxEngine, picture: Image.Image) -> Template:
    pixels = np.array(picture)
    return engine.encode(engine.align(pixels, engine.detect(pixels)[0]))


@pytest.mark.parametrize("side", [SIDE, 2 * SIDE, 6 * SIDE])
def test_finds_a_face_where_it_is(tiny: OnnxEngine, side: int) -> None:
    scale = side / SIDE
    (found,) = tiny.detect(np.array(red_face(cell=(2, 1), side=side)))
    assert found.score == pytest.approx(1, abs=0.02)
    width = 32 * np.exp(BOX[2]) * scale
    assert (found.box.width, found.box.height) == pytest.approx((width, width))
    centre = ((2 + BOX[0]) * 32 * scale, (1 + BOX[1]) * 32 * scale)
    assert found.box.left + width / 2 == pytest.approx(centre[0])
    assert found.box.top + width / 2 == pytest.approx(centre[1])
    places = [((2 + x) * 32 * scale, (1 + y) * 32 * scale) for x, y in POINTS]
    assert np.array([(one.x, one.y) for one in found.landmarks]) == pytest.approx(np.array(places))


@pytest.mark.parametrize("size", [(400, 100), (100, 400), (1, 1), (1, 500), (161, 160)])
def test_a_picture_of_any_shape_is_looked_at(tiny: OnnxEngine, size: tuple[int, int]) -> None:
    assert tiny.detect(np.full((*size, 3), 128, np.uint8)) == []


def test_finds_everybody(tiny: OnnxEngine) -> None:
    assert len(tiny.detect(np.array(two_faces()))) == 2


def test_two_guesses_about_one_face_are_one_face(tiny: OnnxEngine) -> None:
    across_two_cells = np.roll(np.array(red_face()), 16, axis=1)
    assert len(loaded(replace(tiny._models, minimum_score=0.4)).detect(across_two_cells)) == 1


def test_nothing_unsure(tiny: OnnxEngine) -> None:
    pixels = np.array(red_face()) // 3
    assert tiny.detect(pixels) == []


def test_points_come_to_lie_where_encoders_expect_them(tiny: OnnxEngine) -> None:
    """White marks are drawn at given points of a turned, moved and enlarged face."""
    picture, marks = np.zeros((400, 400, 3), np.uint8), []
    turn = 2.4 * np.exp(0.5j)
    for place in PLACES:
        moved = (complex(place.x, place.y) - (56 + 70j)) * turn + (210 + 190j)
        marks.append(Point(moved.real, moved.imag))
        x, y = round(moved.real), round(moved.imag)
        picture[y - 2 : y + 3, x - 2 : x + 3] = 255
    chip = cut_out(picture, marks, 112)
    for place in PLACES:
        x, y = round(place.x), round(place.y)
        light = chip[y - 6 : y + 7, x - 6 : x + 7, 0].astype(float)
        rows, columns = np.mgrid[y - 6 : y + 7, x - 6 : x + 7]
        assert (light * columns).sum() / light.sum() == pytest.approx(place.x, abs=0.6)
        assert (light * rows).sum() / light.sum() == pytest.approx(place.y, abs=0.6)


def test_points_that_say_nothing_give_a_black_square() -> None:
    assert not cut_out(np.full((50, 50, 3), 200, np.uint8), [Point(5, 5)] * 5, 112).any()


def test_a_template_has_length_one_for_the_cosine(tiny: OnnxEngine) -> None:
    template = template_of(tiny, red_face(blue=90))
    assert template.shape == (tiny.dimension,)
    assert template.dtype == np.float32
    assert np.linalg.norm(template) == pytest.approx(1, abs=1e-6)


def test_a_template_keeps_its_length_for_the_euclidean_distance(models: OnnxModels) -> None:
    engine = loaded(replace(models, measure=Measure.EUCLIDEAN))
    assert np.linalg.norm(template_of(engine, red_face(blue=90))) > 10


def test_one_face_in_two_sizes_is_alike_and_another_is_not(tiny: OnnxEngine) -> None:
    first, same = (template_of(tiny, red_face(blue=30, side=side)) for side in (SIDE, 3 * SIDE))
    other = template_of(tiny, red_face(blue=220))
    assert np.linalg.norm(first - same) < 0.1
    assert np.linalg.norm(first - other) > 0.3


def test_pixels_are_prepared_as_the_settings_say(tiny: OnnxEngine, models: OnnxModels) -> None:
    """The tiny encoder is linear, so what was done to the pixels shows in the template."""
    plain = loaded(replace(models, measure=Measure.EUCLIDEAN))
    scaled = loaded(replace(models, measure=Measure.EUCLIDEAN, divisor=2.0))
    swapped = loaded(replace(models, measure=Measure.EUCLIDEAN, channels=Channels.BGR))
    picture = red_face()
    assert template_of(scaled, picture) == pytest.approx(template_of(plain, picture) / 2, rel=1e-4)
    assert template_of(swapped, picture) != pytest.approx(template_of(plain, picture), rel=1e-2)


def test_other_weights_or_another_preparation_are_another_engine(
    models: OnnxModels, tmp_path: Path
) -> None:
    others = [
        tiny_models.tiny_models(tmp_path, seed=1),
        replace(models, divisor=2.0),
        replace(models, measure=Measure.EUCLIDEAN),
    ]
    ids = {OnnxEngine(one).engine_id for one in (models, *others)}
    assert len(ids) == 4
    again = tiny_models.tiny_models(tmp_path)
    assert OnnxEngine(again).engine_id == OnnxEngine(models).engine_id


class TestWhatCannotBeLoaded:
    def test_a_missing_file(self, models: OnnxModels, tmp_path: Path) -> None:
        engine = OnnxEngine(replace(models, encoder=tmp_path / "none.onnx"))
        with pytest.raises(EngineUnavailable, match=r"none\.onnx of the face engine is missing"):
            engine.require_model()

    def test_a_file_that_is_no_model(self, models: OnnxModels, tmp_path: Path) -> None:
        broken = tmp_path / "broken.onnx"
        broken.write_bytes(b"no model")
        with pytest.raises(EngineUnavailable, match="cannot be read"):
            OnnxEngine(replace(models, detector=broken)).load()

    def test_a_detector_of_another_kind(self, models: OnnxModels, tmp_path: Path) -> None:
        with pytest.raises(EngineUnavailable, match="not of YuNet's kind: it has no output bbox"):
            OnnxEngine(replace(models, detector=models.encoder)).load()

    def test_another_number_of_numbers(self, models: OnnxModels) -> None:
        with pytest.raises(EngineUnavailable, match="Set DIMENSION of the engine to 8"):
            OnnxEngine(replace(models, dimension=512)).load()
