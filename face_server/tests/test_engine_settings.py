"""An engine as the operator names it."""

from pathlib import Path

import pytest

from app.config import Settings
from app.engine.dlib_engine import DlibEngine
from app.engine.onnx_engine import OnnxEngine
from app.templates.index import Collection
from tests.tiny_models import DIMENSION, tiny_models


@pytest.fixture
def _onnx(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    models = tiny_models(tmp_path)
    monkeypatch.setenv("FACE_ENGINE__KIND", "onnx")
    monkeypatch.setenv("FACE_ENGINE__ONNX__DETECTOR", str(models.detector))
    monkeypatch.setenv("FACE_ENGINE__ONNX__ENCODER", str(models.encoder))
    monkeypatch.setenv("FACE_ENGINE__ONNX__DIMENSION", str(DIMENSION))


def test_dlib_unless_something_else_is_named() -> None:
    engines = list(Settings().make_engines())
    assert [type(one) for one in engines] == [DlibEngine]


def test_a_threshold_alone_may_be_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FACE_ENGINE__WATCHLIST__THRESHOLD", "0.42")
    engine = Settings().engine
    assert engine.rule(Collection.WATCHLIST).threshold == 0.42
    assert engine.rule(Collection.WATCHLIST).margin == 0.04
    assert engine.rule(Collection.PASSENGERS).threshold == 0.5


@pytest.mark.usefixtures("_onnx")
def test_onnx_with_models_of_the_operators() -> None:
    (engine,) = Settings().make_engines()
    assert isinstance(engine, OnnxEngine)
    assert engine.dimension == DIMENSION
    assert Settings().engine.rule(Collection.PASSENGERS).threshold > 1


@pytest.mark.usefixtures("_onnx")
def test_from_onnx_one_may_move_to_dlib(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FACE_NEXT_ENGINE__KIND", "dlib")
    assert [type(one) for one in Settings().make_engines()] == [OnnxEngine, DlibEngine]


@pytest.mark.usefixtures("_onnx")
def test_a_file_that_is_not_there_is_refused_at_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FACE_ENGINE__ONNX__ENCODER", "/nowhere/encoder.onnx")
    with pytest.raises(ValueError, match=r"onnx\.encoder"):
        Settings()


def test_onnx_needs_models(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FACE_NEXT_ENGINE__KIND", "onnx")
    with pytest.raises(ValueError, match="ONNX__DETECTOR"):
        Settings()
