from collections.abc import AsyncIterator
from pathlib import Path
from uuid import uuid4

import httpx
import pytest
from fastapi import FastAPI

from app.config import Settings
from tests import portraits
from tests.portraits import as_base64, encoded


@pytest.fixture
async def two_strangers(service: httpx.AsyncClient) -> AsyncIterator[None]:
    subjects = [uuid4(), uuid4()]
    for subject_id, picture in zip(
        subjects, (portraits.astronaut(), portraits.other_person(2)), strict=True
    ):
        body = {"image": as_base64(picture), "collection": "watchlist", "consent": "c"}
        (await service.put(f"/faces/{subject_id}", json=body)).raise_for_status()
    yield
    for subject_id in subjects:
        await service.delete(f"/faces/{subject_id}")


@pytest.fixture
def labelled(app: FastAPI, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    pictures = {
        "collins/straight.jpg": portraits.astronaut(),
        "collins/dark.jpg": portraits.darker(),
        "stranger/only.jpg": portraits.other_person(3),
        "nobody/coffee.jpg": portraits.nobody(),
    }
    for name, picture in pictures.items():
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(encoded(picture))
    (tmp_path / "readme.txt").write_text("no person")
    settings: Settings = app.state.settings
    monkeypatch.setattr(settings, "eval_dir", tmp_path)
    return tmp_path


@pytest.mark.usefixtures("two_strangers", "labelled")
async def test_tells_how_often_the_threshold_errs(service: httpx.AsyncClient) -> None:
    answer = await service.get(
        "/faces/evaluate", params={"collection": "watchlist", "wanted_fmr": 0.5}
    )
    told = answer.json()
    assert (told["enrolled"], told["pictures"], told["refused"]) == (2, 4, 1)
    assert (told["genuine_pairs"], told["impostor_pairs"]) == (1, 3)
    assert (told["in_use"]["fmr"], told["in_use"]["fnmr"]) == (0, 0)
    assert told["proposed"]["is_reliable"] is False
    assert told["proposed"]["fmr"] <= 0.5
    assert told["det_curve_svg"].startswith("<svg")
    assert told["det_curve"]


async def test_there_may_be_no_next_engine(service: httpx.AsyncClient) -> None:
    answer = await service.get("/faces/evaluate", params={"next_engine": True})
    assert (answer.status_code, answer.json()["code"]) == (409, "NO_NEXT_ENGINE")


async def test_nobody_to_compare_is_an_answer(service: httpx.AsyncClient) -> None:
    told = (await service.get("/faces/evaluate", params={"collection": "watchlist"})).json()
    assert (told["impostor_pairs"], told["proposed"], told["in_use"]["fmr"]) == (0, None, None)


@pytest.mark.parametrize("rate", [0, 1, -1, "nan"])
async def test_a_rate_that_is_none(service: httpx.AsyncClient, rate: object) -> None:
    answer = await service.get("/faces/evaluate", params={"wanted_fmr": str(rate)})
    assert (answer.status_code, answer.json()["code"]) == (422, "VALIDATION_ERROR")
