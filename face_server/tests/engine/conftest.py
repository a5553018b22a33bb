import pytest

from app.engine.base import Engines, FaceEngine
from app.engine.dlib_engine import DlibEngine


@pytest.fixture(scope="session")
def engine() -> FaceEngine:
    loaded = DlibEngine()
    loaded.load()
    return loaded


@pytest.fixture(scope="session")
def engines(engine: FaceEngine) -> Engines:
    return Engines(engine)
