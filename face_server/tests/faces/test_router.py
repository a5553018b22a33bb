import asyncio
from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest
from PIL import Image

from tests import portraits
from tests.portraits import OTHER_PEOPLE, as_base64, astronaut, other_person

pytestmark = pytest.mark.usefixtures("_empty")


@pytest.fixture
async def _empty(service: httpx.AsyncClient) -> None:
    """Nobody enrolled: the index of the whole collection is one for all tests."""
    for subject_id in ENROLLED:
        await service.delete(f"/faces/{subject_id}")
    ENROLLED.clear()


ENROLLED: set[UUID] = set()
CONSENT = "consent-17"


async def enrol(
    service: httpx.AsyncClient,
    picture: Image.Image,
    subject_id: UUID | None = None,
    collection: str = "passengers",
) -> UUID:
    subject_id = subject_id or uuid4()
    ENROLLED.add(subject_id)
    answer = await service.put(
        f"/faces/{subject_id}",
        json={"image": as_base64(picture), "collection": collection, "consent": CONSENT},
    )
    assert answer.status_code == 200, answer.text
    return subject_id


async def search(
    service: httpx.AsyncClient, picture: Image.Image | None, **options: Any
) -> dict[str, Any]:
    body: dict[str, Any] = {"collection": "passengers", **options}
    if picture:
        body["image"] = as_base64(picture)
    answer = await service.post("/faces/search", json=body)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


BAD_PICTURES = {
    "NO_FACE": (409, as_base64(portraits.nobody())),
    "SEVERAL_FACES": (409, as_base64(portraits.twice())),
    "FACE_TOO_SMALL": (409, as_base64(astronaut().resize((128, 128)))),
    "FACE_TOO_BLURRED": (409, as_base64(portraits.blurred(3))),
    "FACE_TOO_DARK": (409, as_base64(portraits.dimmed(0.1))),
    "NOT_AN_IMAGE": (422, "bm8gcGljdHVyZQ=="),
    "IMAGE_TOO_LARGE": (413, as_base64(Image.new("1", (5000, 5000)), "PNG")),
}


# Good enough to ask about, and not to be kept for years.
POOR_PICTURES = {
    "FACE_TOO_DARK": as_base64(portraits.dimmed(0.2)),
    "FACE_TOO_BRIGHT": as_base64(portraits.dimmed(1.5)),
    "FACE_UNEVENLY_LIT": as_base64(portraits.half_in_shadow(0.45)),
    "FACE_TURNED_AWAY": as_base64(portraits.turned(-45)),
}


@pytest.mark.parametrize("code", POOR_PICTURES)
class TestPoorPictures:
    async def test_are_not_enrolled(self, service: httpx.AsyncClient, code: str) -> None:
        body = {"image": POOR_PICTURES[code], "collection": "passengers", "consent": CONSENT}
        answer = await service.put(f"/faces/{uuid4()}", json=body)
        assert (answer.status_code, answer.json()["code"]) == (409, code)

    async def test_may_be_asked_about(self, service: httpx.AsyncClient, code: str) -> None:
        body = {"image": POOR_PICTURES[code], "collection": "passengers"}
        answer = await service.post("/faces/search", json=body)
        assert answer.status_code == 200

    async def test_say_what_to_mend(self, service: httpx.AsyncClient, code: str) -> None:
        answer = await service.post("/faces/detect", json={"image": POOR_PICTURES[code]})
        issues = answer.json()["faces"][0]["issues"]
        assert code in [one["code"] for one in issues]
        assert all(one["hint"].endswith(".") for one in issues)


@pytest.mark.parametrize("code", BAD_PICTURES)
class TestBadPictures:
    async def test_enrol(self, service: httpx.AsyncClient, code: str) -> None:
        status, image = BAD_PICTURES[code]
        subject_id = uuid4()
        answer = await service.put(
            f"/faces/{subject_id}",
            json={"image": image, "collection": "passengers", "consent": CONSENT},
        )
        assert (answer.status_code, answer.json()["code"]) == (status, code)
        assert (await service.delete(f"/faces/{subject_id}")).json()["removed"] == []

    async def test_search(self, service: httpx.AsyncClient, code: str) -> None:
        status, image = BAD_PICTURES[code]
        answer = await service.post(
            "/faces/search", json={"image": image, "collection": "passengers"}
        )
        assert (answer.status_code, answer.json()["code"]) == (status, code)

    async def test_verify(self, service: httpx.AsyncClient, code: str) -> None:
        status, image = BAD_PICTURES[code]
        subject_id = await enrol(service, astronaut())
        answer = await service.post(
            "/faces/verify", json={"image": image, "subject_id": str(subject_id)}
        )
        assert (answer.status_code, answer.json()["code"]) == (status, code)


class TestEnrolFace:
    @pytest.mark.parametrize(
        "body",
        [
            {},
            {"image": ""},
            {"image": 5},
            {"image": "AAAA", "collection": "crew", "consent": CONSENT},
            {"image": "AAAA", "collection": "passengers"},
            {"image": "AAAA", "collection": "passengers", "consent": ""},
            {"collection": "passengers", "consent": CONSENT},
            {"images": [], "collection": "passengers", "consent": CONSENT},
            {"images": ["A"] * 6, "collection": "passengers", "consent": CONSENT},
            {"image": "A", "images": ["A"], "collection": "passengers", "consent": CONSENT},
            [],
            None,
        ],
    )
    async def test_invalid(self, service: httpx.AsyncClient, body: object) -> None:
        answer = await service.put(f"/faces/{uuid4()}", json=body)
        assert (answer.status_code, answer.json()["code"]) == (422, "VALIDATION_ERROR")

    async def test_the_subject_is_a_uuid(self, service: httpx.AsyncClient) -> None:
        answer = await service.put("/faces/me", json={"image": "A", "collection": "passengers"})
        assert answer.status_code == 422

    async def test_answers_the_place_and_quality_of_the_face(
        self, service: httpx.AsyncClient
    ) -> None:
        subject_id = uuid4()
        ENROLLED.add(subject_id)
        image = "data:image/png;base64," + as_base64(astronaut(), "PNG")
        answer = await service.put(
            f"/faces/{subject_id}",
            json={"image": image, "collection": "passengers", "consent": CONSENT},
        )
        assert answer.status_code == 200
        enrolled = answer.json()
        assert enrolled["subject_id"] == str(subject_id)
        assert enrolled["collection"] == "passengers"
        assert enrolled["box"]["left"] == pytest.approx(179, abs=5)
        assert enrolled["quality"]["size"] == pytest.approx(88, abs=5)

    async def test_a_second_picture_replaces_the_first(self, service: httpx.AsyncClient) -> None:
        subject_id = await enrol(service, other_person(OTHER_PEOPLE[0]))
        await enrol(service, astronaut(), subject_id)
        found = await search(service, astronaut())
        assert [match["subject_id"] for match in found["matches"]] == [str(subject_id)]
        assert (await search(service, other_person(OTHER_PEOPLE[0])))["verdict"] == "UNKNOWN"

    async def test_two_at_once_of_one_subject_leave_one_whole_record(
        self, service: httpx.AsyncClient
    ) -> None:
        subject_id = uuid4()
        people = [astronaut(), other_person(OTHER_PEOPLE[0])]
        await asyncio.gather(*(enrol(service, person, subject_id) for person in people * 3))
        answers = [await search(service, person) for person in people]
        assert sorted(answer["verdict"] for answer in answers) == ["MATCH", "UNKNOWN"]
        erased = await service.delete(f"/faces/{subject_id}")
        assert len(erased.json()["removed"]) == 1


class TestHeldFaces:
    async def test_nobody(self, service: httpx.AsyncClient) -> None:
        assert (await service.get(f"/faces/{uuid4()}")).json()["held"] == []


class TestEraseFace:
    async def test_nobody_enrolled(self, service: httpx.AsyncClient) -> None:
        subject_id = uuid4()
        answer = await service.delete(f"/faces/{subject_id}")
        assert answer.status_code == 200
        receipt = answer.json()
        assert (receipt["subject_id"], receipt["removed"]) == (str(subject_id), [])

    async def test_erases_from_every_collection(self, service: httpx.AsyncClient) -> None:
        subject_id = await enrol(service, astronaut())
        await enrol(service, astronaut(), subject_id, "watchlist")
        answer = await service.delete(f"/faces/{subject_id}")
        removed = answer.json()["removed"]
        assert {record["collection"] for record in removed} == {"passengers", "watchlist"}
        assert {record["engine_id"] for record in removed} == {"dlib-resnet-v1"}
        assert {record["records"] for record in removed} == {1}

    async def test_the_erased_are_unknown(self, service: httpx.AsyncClient) -> None:
        subject_id = await enrol(service, astronaut())
        await service.delete(f"/faces/{subject_id}")
        among = [str(subject_id)]
        assert (await search(service, astronaut()))["verdict"] == "UNKNOWN"
        assert (await search(service, astronaut(), among=among))["verdict"] == "UNKNOWN"
        assert (await service.delete(f"/faces/{subject_id}")).json()["removed"] == []

    async def test_erases_nobody_else(self, service: httpx.AsyncClient) -> None:
        stays = await enrol(service, astronaut())
        goes = await enrol(service, other_person(OTHER_PEOPLE[0]))
        await service.delete(f"/faces/{goes}")
        assert (await search(service, astronaut()))["matches"][0]["subject_id"] == str(stays)


class TestSearchFaces:
    @pytest.mark.parametrize(
        "changed", [portraits.shifted, portraits.darker, portraits.smaller, portraits.mirrored]
    )
    @pytest.mark.parametrize("is_exact", [True, False])
    async def test_finds_a_person_among_others(
        self, service: httpx.AsyncClient, changed: Callable[[], Image.Image], is_exact: bool
    ) -> None:
        right = await enrol(service, astronaut())
        others = [await enrol(service, other_person(index)) for index in OTHER_PEOPLE[:2]]
        among = [str(subject_id) for subject_id in (*others, right)] if is_exact else None
        found = await search(service, changed(), among=among)
        assert found["verdict"] == "MATCH"
        assert [match["subject_id"] for match in found["matches"]] == [str(right)]
        assert found["nearest_distance"] == found["matches"][0]["distance"] < 0.4
        assert found["matches"][0]["confidence"] > 0.2
        assert found["margin"] > 0.2

    @pytest.mark.parametrize("is_exact", [True, False])
    async def test_a_stranger_is_unknown(self, service: httpx.AsyncClient, is_exact: bool) -> None:
        enrolled = [await enrol(service, other_person(index)) for index in OTHER_PEOPLE]
        among = [str(subject_id) for subject_id in enrolled] if is_exact else None
        found = await search(service, astronaut(), among=among)
        assert found["verdict"] == "UNKNOWN"
        assert found["matches"] == []
        assert found["nearest_distance"] > found["threshold"]

    async def test_both_searches_measure_the_same(self, service: httpx.AsyncClient) -> None:
        enrolled = [await enrol(service, other_person(index)) for index in OTHER_PEOPLE]
        exact = await search(service, astronaut(), among=[str(one) for one in enrolled])
        by_index = await search(service, astronaut())
        assert by_index["nearest_distance"] == pytest.approx(exact["nearest_distance"], abs=1e-4)
        assert by_index["margin"] == pytest.approx(exact["margin"], abs=1e-4)

    @pytest.mark.parametrize("limit", [1, 5])
    async def test_two_alike_are_ambiguous(self, service: httpx.AsyncClient, limit: int) -> None:
        twins = [await enrol(service, astronaut()), await enrol(service, astronaut())]
        found = await search(service, astronaut(), limit=limit)
        assert found["verdict"] == "AMBIGUOUS"
        assert len(found["matches"]) == min(limit, 2)
        exact = await search(service, astronaut(), among=[str(twin) for twin in twins])
        assert exact["verdict"] == "AMBIGUOUS"

    async def test_only_those_named_are_compared(self, service: httpx.AsyncClient) -> None:
        await enrol(service, astronaut())
        other = await enrol(service, other_person(OTHER_PEOPLE[0]))
        found = await search(service, astronaut(), among=[str(other), str(uuid4())])
        assert found["verdict"] == "UNKNOWN"
        assert found["margin"] is None

    async def test_among_nobody(self, service: httpx.AsyncClient) -> None:
        await enrol(service, astronaut())
        found = await search(service, astronaut(), among=[])
        assert found["verdict"] == "UNKNOWN"
        assert found["nearest_distance"] is None

    async def test_one_named_twice_is_compared_once(self, service: httpx.AsyncClient) -> None:
        one = await enrol(service, astronaut())
        found = await search(service, astronaut(), among=[str(one), str(one)])
        assert found["verdict"] == "MATCH"
        assert len(found["matches"]) == 1

    async def test_collections_do_not_meet(self, service: httpx.AsyncClient) -> None:
        one = await enrol(service, astronaut(), collection="watchlist")
        assert (await search(service, astronaut()))["verdict"] == "UNKNOWN"
        assert (await search(service, astronaut(), among=[str(one)]))["verdict"] == "UNKNOWN"
        watched = await search(service, astronaut(), collection="watchlist")
        assert watched["verdict"] == "MATCH"

    async def test_thousands_may_be_named(self, service: httpx.AsyncClient) -> None:
        one = await enrol(service, astronaut())
        among = [str(one), *(str(uuid4()) for _ in range(9_999))]
        assert (await search(service, astronaut(), among=among))["verdict"] == "MATCH"

    @pytest.mark.parametrize(
        "wrong",
        [
            {"limit": 0},
            {"limit": 51},
            {"among": ["me"]},
            {"among": [str(uuid4())] * 10_001},
            {"collection": "crew"},
        ],
    )
    async def test_invalid(self, service: httpx.AsyncClient, wrong: dict[str, Any]) -> None:
        body = {"image": "AAAA", "collection": "passengers", **wrong}
        answer = await service.post("/faces/search", json=body)
        assert (answer.status_code, answer.json()["code"]) == (422, "VALIDATION_ERROR")


class TestSeveralFrames:
    async def test_the_usable_ones_are_one_question(self, service: httpx.AsyncClient) -> None:
        right = await enrol(service, astronaut())
        await enrol(service, other_person(OTHER_PEOPLE[0]))
        frames = [portraits.darker(), portraits.nobody(), portraits.shifted()]
        found = await search(service, None, images=[as_base64(frame) for frame in frames])
        assert found["verdict"] == "MATCH"
        assert found["matches"][0]["subject_id"] == str(right)
        assert found["frames"] == {"used": 2, "refused": ["NO_FACE"]}
        assert found["votes"] == 2

    async def test_no_usable_frame(self, service: httpx.AsyncClient) -> None:
        body = {"images": [as_base64(portraits.nobody())] * 2, "collection": "passengers"}
        answer = await service.post("/faces/search", json=body)
        assert (answer.status_code, answer.json()["code"]) == (409, "NO_FACE")

    @pytest.mark.parametrize("path", ["search", "verify"])
    async def test_two_people_are_no_question(self, service: httpx.AsyncClient, path: str) -> None:
        subject_id = await enrol(service, astronaut())
        pictures = [as_base64(astronaut()), as_base64(other_person(OTHER_PEOPLE[0]))]
        body = {"images": pictures, "collection": "passengers", "subject_id": str(subject_id)}
        answer = await service.post(f"/faces/{path}", json=body)
        assert (answer.status_code, answer.json()["code"]) == (409, "FRAMES_DIFFER")

    async def test_enrolling_by_frames(self, service: httpx.AsyncClient) -> None:
        subject_id = uuid4()
        ENROLLED.add(subject_id)
        pictures = [as_base64(astronaut()), as_base64(portraits.shifted())]
        body = {"images": pictures, "collection": "passengers", "consent": CONSENT}
        enrolled = (await service.put(f"/faces/{subject_id}", json=body)).json()
        assert enrolled["frames"] == {"used": 2, "refused": []}
        found = await search(service, portraits.mirrored())
        assert found["matches"][0]["subject_id"] == str(subject_id)


class TestVerifyFace:
    async def test_nobody_enrolled(self, service: httpx.AsyncClient) -> None:
        body = {"subject_id": str(uuid4()), "image": as_base64(astronaut())}
        answer = await service.post("/faces/verify", json=body)
        assert (answer.status_code, answer.json()["code"]) == (404, "FACE_NOT_ENROLLED")

    async def test_the_same_person(self, service: httpx.AsyncClient) -> None:
        subject_id = await enrol(service, astronaut())
        body = {"subject_id": str(subject_id), "image": as_base64(portraits.smaller())}
        verified = (await service.post("/faces/verify", json=body)).json()
        assert verified["match"] is True
        assert verified["distance"] < verified["threshold"]

    async def test_another_person(self, service: httpx.AsyncClient) -> None:
        subject_id = await enrol(service, other_person(OTHER_PEOPLE[0]))
        body = {"subject_id": str(subject_id), "image": as_base64(astronaut())}
        verified = (await service.post("/faces/verify", json=body)).json()
        assert verified["match"] is False


class TestDetectFaces:
    async def test_nobody(self, service: httpx.AsyncClient) -> None:
        answer = await service.post("/faces/detect", json={"image": as_base64(portraits.nobody())})
        assert answer.json() == {"faces": []}

    async def test_two_people(self, service: httpx.AsyncClient) -> None:
        answer = await service.post("/faces/detect", json={"image": as_base64(portraits.twice())})
        left, right = sorted(answer.json()["faces"], key=lambda face: face["box"]["left"])
        assert right["box"]["left"] - left["box"]["left"] == pytest.approx(512, abs=10)
        assert len(left["landmarks"]) == 5
        assert left["issues"] == []

    @pytest.mark.parametrize(
        ("image", "code"),
        [("AAAA", "NOT_AN_IMAGE"), (BAD_PICTURES["IMAGE_TOO_LARGE"][1], "IMAGE_TOO_LARGE")],
    )
    async def test_refuses_a_bad_picture(
        self, service: httpx.AsyncClient, image: str, code: str
    ) -> None:
        answer = await service.post("/faces/detect", json={"image": image})
        assert answer.json()["code"] == code
