import pytest
from PIL import Image

from app.config import Settings
from app.engine.base import Engines
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
    engines: Engines, picture: Image.Image, demands: QualityDemands = ENROLMENT
) -> PictureRefused:
    with pytest.raises(PictureRefused) as refused:
        encode_only_face(engines, encoded(picture), LIMITS, demands)
    return refused.value


def test_places_are_those_of_the_original(engines: Engines) -> None:
    small = encode_only_face(engines, encoded(astronaut()), LIMITS, ENROLMENT).face
    large = encode_only_face(
        engines, encoded(astronaut().resize((2048, 2048))), LIMITS, ENROLMENT
    ).face
    assert large.box.left == pytest.approx(4 * small.box.left, rel=0.05)
    assert large.landmarks[0].x == pytest.approx(4 * small.landmarks[0].x, rel=0.05)


def test_nobody(engines: Engines) -> None:
    assert refusal_of(engines, portraits.nobody()).reason is Reason.NO_FACE


def test_two_people(engines: Engines) -> None:
    refused = refusal_of(engines, portraits.twice())
    assert refused.reason is Reason.SEVERAL_FACES
    assert "2 faces" in refused.detail


def test_too_small(engines: Engines) -> None:
    refused = refusal_of(engines, portraits.smaller())
    assert refused.reason is Reason.FACE_TOO_SMALL
    assert "needs 60" in refused.detail


def test_too_blurred_to_enrol_but_not_to_ask(engines: Engines) -> None:
    assert refusal_of(engines, portraits.blurred(2)).reason is Reason.FACE_TOO_BLURRED
    asked = encode_only_face(engines, encoded(portraits.blurred(2)), LIMITS, QUESTION)
    assert asked.templates["dlib-resnet-v1"].shape == (128,)


def test_too_blurred_to_ask(engines: Engines) -> None:
    refused = refusal_of(engines, portraits.blurred(3), QUESTION)
    assert refused.reason is Reason.FACE_TOO_BLURRED


def test_a_dark_face_does_not_pass_for_a_blurred_one(engines: Engines) -> None:
    bright = encode_only_face(engines, encoded(astronaut(), "PNG"), LIMITS, ENROLMENT).face.quality
    dark = encode_only_face(
        engines, encoded(portraits.darker(), "PNG"), LIMITS, ENROLMENT
    ).face.quality
    assert dark.brightness < bright.brightness / 2
    assert dark.sharpness == pytest.approx(bright.sharpness, rel=0.3)


def test_examining_finds_everybody_and_refuses_nobody(engines: Engines) -> None:
    assert len(examine_faces(engines, encoded(portraits.twice()), LIMITS)) == 2
    assert len(examine_faces(engines, encoded(portraits.blurred(3)), LIMITS)) == 1
    assert examine_faces(engines, encoded(portraits.nobody()), LIMITS) == []
