"""A challenge across frames: who is there passes, and a photograph does not."""

from typing import Any
from uuid import uuid4

import httpx
import pytest
from fastapi import FastAPI
from PIL import Image
from service_kit.components import components_of
from service_kit.redis_async import RedisConnection

from tests import portraits
from tests.portraits import OTHER_PEOPLE, as_base64, astronaut, closer, other_person, turned

# Left is the person's own: the nose moves to the right of the picture.
DONE = {"TURN_LEFT": turned(20), "TURN_RIGHT": turned(-20), "COME_CLOSER": closer(1.4)}
CONSENT = "consent-17"


async def begin(service: httpx.AsyncClient) -> dict[str, Any]:
    answer = await service.post("/faces/liveness")
    assert answer.status_code == 201
    challenge: dict[str, Any] = answer.json()
    return challenge


def moves(challenge: dict[str, Any], **changes: Image.Image) -> dict[str, Any]:
    pictures = {**DONE, **changes}
    images = [as_base64(pictures[step]) for step in challenge["steps"]]
    return {"challenge_id": challenge["challenge_id"], "images": images}


async def search(
    service: httpx.AsyncClient, liveness: dict[str, Any], picture: Image.Image | None = None
) -> httpx.Response:
    image = as_base64(picture or astronaut())
    body = {"image": image, "collection": "passengers", "among": [], "liveness": liveness}
    return await service.post("/faces/search", json=body)


class TestBeginLiveness:
    async def test_asks_for_every_step_in_an_order_by_lot(self, service: httpx.AsyncClient) -> None:
        challenges = [await begin(service) for _ in range(40)]
        assert {frozenset(one["steps"]) for one in challenges} == {frozenset(DONE)}
        assert len({tuple(one["steps"]) for one in challenges}) > 3
        assert len({one["challenge_id"] for one in challenges}) == 40
        assert {one["expires_in"] for one in challenges} == {60}

    async def test_expires(self, app: FastAPI, service: httpx.AsyncClient) -> None:
        challenge = await begin(service)
        redis = components_of(app).get(RedisConnection).client
        key = f"face:liveness:{challenge['challenge_id']}"
        assert 0 < await redis.ttl(key) <= 60
        await redis.delete(key)
        answer = await search(service, moves(challenge))
        assert (answer.status_code, answer.json()["code"]) == (409, "LIVENESS_EXPIRED")


class TestSomebodyWhoIsThere:
    async def test_enrols_and_is_recognised(self, service: httpx.AsyncClient) -> None:
        subject_id = uuid4()
        body = {"image": as_base64(astronaut()), "collection": "passengers", "consent": CONSENT}
        enrolled = await service.put(
            f"/faces/{subject_id}", json={**body, "liveness": moves(await begin(service))}
        )
        assert enrolled.status_code == 200, enrolled.text
        question = {"subject_id": str(subject_id), "image": as_base64(portraits.darker())}
        verified = await service.post(
            "/faces/verify", json={**question, "liveness": moves(await begin(service))}
        )
        assert verified.json()["match"] is True
        await service.delete(f"/faces/{subject_id}")

    async def test_may_repeat_the_same_request(self, service: httpx.AsyncClient) -> None:
        """As a client does whose connection broke."""
        liveness = moves(await begin(service))
        answers = [await search(service, liveness) for _ in range(2)]
        assert [one.status_code for one in answers] == [200, 200]


class TestRefusals:
    async def test_a_challenge_serves_once(self, service: httpx.AsyncClient) -> None:
        challenge = await begin(service)
        assert (await search(service, moves(challenge))).status_code == 200
        again = await search(service, moves(challenge, COME_CLOSER=closer(1.5)))
        assert again.json()["code"] == "LIVENESS_EXPIRED"

    async def test_a_wrong_answer_uses_it_up(self, service: httpx.AsyncClient) -> None:
        challenge = await begin(service)
        wrong = await search(service, moves(challenge, COME_CLOSER=astronaut()))
        assert wrong.json()["code"] == "LIVENESS_FAILED"
        assert (await search(service, moves(challenge))).json()["code"] == "LIVENESS_EXPIRED"

    async def test_a_challenge_that_was_never_given(self, service: httpx.AsyncClient) -> None:
        challenge = {"challenge_id": "made-up", "steps": list(DONE)}
        assert (await search(service, moves(challenge))).json()["code"] == "LIVENESS_EXPIRED"

    @pytest.mark.parametrize(
        ("step", "picture", "words"),
        [
            ("TURN_LEFT", turned(-20), "turn the head to the left: that is not to be seen"),
            ("TURN_RIGHT", turned(20), "turn the head to the right: that is not to be seen"),
            ("COME_CLOSER", turned(20), "come closer: that is not to be seen"),
            ("TURN_LEFT", portraits.flat_and_turned(0.7), "to the left: that is not to be seen"),
            ("TURN_RIGHT", portraits.mirrored(), "to the right: that is not to be seen"),
            ("TURN_LEFT", portraits.nobody(), "to the left: No face was found"),
        ],
    )
    async def test_what_was_not_done(
        self, service: httpx.AsyncClient, step: str, picture: Image.Image, words: str
    ) -> None:
        answer = await search(service, moves(await begin(service), **{step: picture}))
        assert (answer.status_code, answer.json()["code"]) == (409, "LIVENESS_FAILED")
        assert words in answer.json()["detail"]

    async def test_one_photograph_for_everything(self, service: httpx.AsyncClient) -> None:
        challenge = await begin(service)
        still = dict.fromkeys(DONE, astronaut())
        assert (await search(service, moves(challenge, **still))).status_code == 409

    async def test_a_step_left_out(self, service: httpx.AsyncClient) -> None:
        liveness = moves(await begin(service))
        liveness["images"].pop()
        answer = await search(service, liveness)
        assert answer.json()["code"] == "LIVENESS_FAILED"
        assert "There were 3 steps" in answer.json()["detail"]

    async def test_somebody_else_moves(self, service: httpx.AsyncClient) -> None:
        """One holds the photograph of another, and does the steps."""
        answer = await search(service, moves(await begin(service)), other_person(OTHER_PEOPLE[5]))
        assert answer.json()["code"] in {"FRAMES_DIFFER", "LIVENESS_FAILED"}

    @pytest.mark.parametrize(
        "liveness", [{}, {"challenge_id": "a"}, {"challenge_id": "a", "images": []}, "yes"]
    )
    async def test_invalid(self, service: httpx.AsyncClient, liveness: Any) -> None:
        answer = await search(service, liveness)
        assert (answer.status_code, answer.json()["code"]) == (422, "VALIDATION_ERROR")
