import base64
from collections.abc import AsyncIterator
from io import BytesIO
from uuid import UUID, uuid4

import httpx
import pytest
import skimage.data as samples
from face_api import (
    FaceApi,
    FaceCollection,
    FaceNotEnrolled,
    FaceRefused,
    FaceTooBlurred,
    FaceTooSmall,
    FaceVerdict,
    FramesDiffer,
    ImageTooLarge,
    LivenessAnswer,
    LivenessExpired,
    LivenessFailed,
    LivenessStep,
    NoFace,
    NotAnImage,
    SeveralFaces,
)
from fastapi import FastAPI
from PIL import Image
from pydantic import SecretStr
from service_kit.components import components_of
from service_kit.http_client import PeerError, PeerUnavailable
from service_kit.settings import PeerSettings

from app.chroma import Chroma


def astronaut() -> Image.Image:
    # The functions of scikit-image's data module have no annotations.
    picture = samples.astronaut()  # type: ignore[no-untyped-call]
    return Image.fromarray(picture)


def packed(picture: Image.Image) -> str:
    file = BytesIO()
    picture.save(file, "PNG")
    return base64.b64encode(file.getvalue()).decode()


def twice() -> Image.Image:
    picture = Image.new("RGB", (1024, 512))
    picture.paste(astronaut(), (0, 0))
    picture.paste(astronaut(), (512, 0))
    return picture


def stranger() -> Image.Image:
    faces = samples.lfw_subset()  # type: ignore[no-untyped-call]
    face = Image.fromarray((faces[2] * 255).astype("uint8")).convert("RGB").resize((200, 200))
    picture = Image.new("RGB", (320, 320), (90, 90, 90))
    picture.paste(face, (60, 60))
    return picture


PORTRAIT = packed(astronaut())
STRANGER = packed(stranger())
BAD_PICTURES: list[tuple[type[FaceRefused], str]] = [
    (NotAnImage, "bm8gcGljdHVyZQ=="),
    (ImageTooLarge, packed(Image.new("1", (6000, 6000)))),
    (NoFace, packed(Image.new("RGB", (300, 300)))),
    (SeveralFaces, packed(twice())),
    (FaceTooSmall, packed(astronaut().resize((128, 128)))),
    (FaceTooBlurred, packed(astronaut().resize((128, 128)).resize((512, 512)))),
]


@pytest.fixture
async def enrolled(faces: FaceApi) -> AsyncIterator[UUID]:
    subject_id = uuid4()
    await faces.enroll(subject_id, PORTRAIT, consent="c")
    yield subject_id
    await faces.erase(subject_id)


async def test_enroll_answers_the_face(faces: FaceApi) -> None:
    subject_id = uuid4()
    face = await faces.enroll(
        subject_id, PORTRAIT, consent="c", collection=FaceCollection.WATCHLIST
    )
    assert face.subject_id == subject_id
    assert face.quality.size > 80
    assert face.box.width > 80
    erased = await faces.erase(subject_id)
    assert [record.collection for record in erased.removed] == ["watchlist"]


@pytest.mark.parametrize(("error", "image"), BAD_PICTURES)
async def test_a_refusal_keeps_status_code_and_sentence(
    faces: FaceApi, error: type[FaceRefused], image: str
) -> None:
    with pytest.raises(error) as refused:
        await faces.enroll(uuid4(), image, consent="c")
    assert refused.value.code == error.code
    assert refused.value.status == error.status
    assert refused.value.detail.endswith(".")


class TestLiveness:
    async def test_standing_still_is_not_what_was_asked_for(self, faces: FaceApi) -> None:
        challenge = await faces.begin_liveness()
        assert set(challenge.steps) == set(LivenessStep)
        still = LivenessAnswer(challenge_id=challenge.challenge_id, images=[PORTRAIT] * 3)
        with pytest.raises(LivenessFailed, match="is not to be seen"):
            await faces.enroll(uuid4(), PORTRAIT, consent="c", liveness=still)
        again = still.model_copy(update={"images": [PORTRAIT] * 2})
        with pytest.raises(LivenessExpired):
            await faces.search(PORTRAIT, among=[], liveness=again)

    async def test_a_challenge_that_was_never_given(self, faces: FaceApi, enrolled: UUID) -> None:
        made_up = LivenessAnswer(challenge_id="made-up", images=[PORTRAIT])
        with pytest.raises(LivenessExpired):
            await faces.verify(enrolled, PORTRAIT, liveness=made_up)


async def test_search_among(faces: FaceApi, enrolled: UUID) -> None:
    found = await faces.search(PORTRAIT, among={enrolled, uuid4()})
    assert found.verdict is FaceVerdict.MATCH
    assert found.matches[0].subject_id == enrolled
    assert found.matches[0].confidence == pytest.approx(1, abs=0.05)
    assert found.margin is None


async def test_search_among_the_watch_list(faces: FaceApi, enrolled: UUID) -> None:
    wanted, collection = uuid4(), FaceCollection.WATCHLIST
    await faces.enroll(wanted, PORTRAIT, consent="watch-list:1", collection=collection)
    found = await faces.search(PORTRAIT, collection=collection, among=[wanted])
    passenger = await faces.search(PORTRAIT, collection=collection, among=[enrolled])
    unapproved = await faces.search(PORTRAIT, collection=collection, among=[uuid4()])
    await faces.erase(wanted)
    assert [match.subject_id for match in found.matches] == [wanted]
    assert found.verdict is FaceVerdict.MATCH
    assert (passenger.verdict, unapproved.verdict) == (FaceVerdict.UNKNOWN, FaceVerdict.UNKNOWN)


async def test_search_among_nobody_is_not_search_among_all(faces: FaceApi, enrolled: UUID) -> None:
    assert (await faces.search(PORTRAIT, among=[])).verdict is FaceVerdict.UNKNOWN
    assert (await faces.search(PORTRAIT)).matches[0].subject_id == enrolled


async def test_two_alike_are_ambiguous(faces: FaceApi, enrolled: UUID) -> None:
    twin = uuid4()
    await faces.enroll(twin, PORTRAIT, consent="c")
    found = await faces.search(PORTRAIT, among=[enrolled, twin])
    await faces.erase(twin)
    assert found.verdict is FaceVerdict.AMBIGUOUS
    assert found.margin == pytest.approx(0, abs=0.01)


async def test_frames_of_one_moment(faces: FaceApi, enrolled: UUID) -> None:
    found = await faces.search([PORTRAIT, PORTRAIT], among=[enrolled])
    assert found.verdict is FaceVerdict.MATCH
    with pytest.raises(FramesDiffer):
        await faces.verify(enrolled, [PORTRAIT, STRANGER])


async def test_detect_says_what_to_mend(faces: FaceApi) -> None:
    assert (await faces.detect(PORTRAIT))[0].issues == []
    small = (await faces.detect(BAD_PICTURES[4][1]))[0]
    assert [issue.code for issue in small.issues][:1] == ["FACE_TOO_SMALL"]


async def test_erase_answers_a_receipt(faces: FaceApi, enrolled: UUID) -> None:
    receipt = await faces.erase(enrolled)
    assert [one.records for one in receipt.removed] == [1]
    assert receipt.erased_at.tzinfo is not None


async def test_verify(faces: FaceApi, enrolled: UUID) -> None:
    verification = await faces.verify(enrolled, PORTRAIT)
    assert verification.match
    assert verification.distance < verification.threshold


async def test_verify_a_stranger(faces: FaceApi) -> None:
    with pytest.raises(FaceNotEnrolled):
        await faces.verify(uuid4(), PORTRAIT)


async def test_what_is_held(faces: FaceApi, enrolled: UUID) -> None:
    assert [record.collection for record in await faces.list_held(enrolled)] == ["passengers"]
    assert await faces.list_held(uuid4()) == []


async def test_erase_nobody(faces: FaceApi) -> None:
    assert (await faces.erase(uuid4())).removed == []


async def test_a_body_over_the_limit_of_the_way_is_too_large_an_image(faces: FaceApi) -> None:
    with pytest.raises(ImageTooLarge):
        await faces.search("A" * 13 * 1024 * 1024)


async def test_a_wrong_secret_is_our_fault_and_not_the_callers(address: str) -> None:
    secret = SecretStr("the-secret-of-another-service-entirely")
    stranger = FaceApi(PeerSettings(url=address, secret=secret), caller="base")
    with pytest.raises(PeerError) as refused:
        await stranger.erase(uuid4())
    assert refused.value.status == 401
    await stranger.close()


async def test_a_call_that_is_no_contract_is_our_fault(faces: FaceApi) -> None:
    with pytest.raises(PeerError) as refused:
        await faces.search(PORTRAIT, limit=1000)
    assert refused.value.code == "VALIDATION_ERROR"


async def test_a_server_that_is_away_is_unavailable() -> None:
    settings = PeerSettings(url="http://127.0.0.1:1/face_api", secret=SecretStr("x" * 32))
    faces = FaceApi(settings, caller="base")
    with pytest.raises(PeerUnavailable):
        await faces.erase(uuid4())
    await faces.close()


async def test_a_server_without_its_store_is_unavailable(
    face_server: FastAPI, faces: FaceApi, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def away(*_: object, **__: object) -> None:
        raise httpx.ConnectError("away")

    monkeypatch.setattr(components_of(face_server).get(Chroma)._api, "_make_request", away)
    with pytest.raises(PeerUnavailable):
        await faces.erase(uuid4())
