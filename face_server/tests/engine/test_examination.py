import pytest
from PIL import Image

from app.config import Settings
from app.engine.base import FaceEngine
from app.engine.examination import encode_only_face, examine_faces
from app.engine.quality import QualityDemands
from app.refusals import PictureRefused, Reason
from tests import portraits
from tests.portraits import astronaut, encoded

SETTINGS = Settings()
LIMITS = SETTINGS.picture.limits
ENROLMENT = SETTINGS.enrolment.demands
QUESTION = SETTINGS.question.demands


def refusal_of(
    engine: FaceEngine, picture: Image.Image, demands: QualityDemands = ENROLMENT
) -> PictureRefused:
    with pytest.raises(PictureRefused) as refused:
        encode_only_face(engine, encoded(picture), LIMITS, demands)
    return refused.value


def test_places_are_those_of_the_original(engine: FaceEngine) -> None:
    small = encode_only_face(engine, encoded(astronaut()), LIMITS, ENROLMENT).face
    large = encode_only_face(
        engine, encoded(astronaut().resize((2048, 2048))), LIMITS, ENROLMENT
    ).face
    assert large.box.left == pytest.approx(4 * small.box.left, rel=0.05)
    assert large.landmarks[0].x == pytest.approx(4 * small.landmarks[0].x, rel=0.05)


def test_nobody(engine: FaceEngine) -> None:
    assert refusal_of(engine, portraits.nobody()).reason is Reason.NO_FACE


def test_two_people(engine: FaceEngine) -> None:
    refused = refusal_of(engine, portraits.twice())
    assert refused.reason is Reason.SEVERAL_FACES
    assert "2 faces" in refused.detail


def test_too_small(engine: FaceEngine) -> None:
    refused = refusal_of(engine, portraits.smaller())
    assert refused.reason is Reason.FACE_TOO_SMALL
    assert "needs 60" in refused.detail


def test_too_blurred_to_enrol_but_not_to_ask(engine: FaceEngine) -> None:
    assert refusal_of(engine, portraits.blurred(2)).reason is Reason.FACE_TOO_BLURRED
    asked = encode_only_face(engine, encoded(portraits.blurred(2)), LIMITS, QUESTION)
    assert asked.template.shape == (engine.dimension,)


def test_too_blurred_to_ask(engine: FaceEngine) -> None:
    refused = refusal_of(engine, portraits.blurred(3), QUESTION)
    assert refused.reason is Reason.FACE_TOO_BLURRED


def test_a_dark_face_does_not_pass_for_a_blurred_one(engine: FaceEngine) -> None:
    bright = encode_only_face(engine, encoded(astronaut(), "PNG"), LIMITS, ENROLMENT).face.quality
    dark = encode_only_face(
        engine, encoded(portraits.darker(), "PNG"), LIMITS, ENROLMENT
    ).face.quality
    assert dark.brightness < bright.brightness / 2
    assert dark.sharpness == pytest.approx(bright.sharpness, rel=0.3)


def test_examining_finds_everybody_and_refuses_nobody(engine: FaceEngine) -> None:
    assert len(examine_faces(engine, encoded(portraits.twice()), LIMITS)) == 2
    assert len(examine_faces(engine, encoded(portraits.blurred(3)), LIMITS)) == 1
    assert examine_faces(engine, encoded(portraits.nobody()), LIMITS) == []
