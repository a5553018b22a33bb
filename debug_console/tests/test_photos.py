"""The pictures of the demo."""

import io

from PIL import Image, ImageStat

from app.demo.photos import changed_portrait, portrait


def opened(picture: bytes) -> Image.Image:
    return Image.open(io.BytesIO(picture))


def test_changed_photo_is_smaller_and_darker() -> None:
    before, after = opened(portrait()), opened(changed_portrait())
    assert after.format == before.format == "JPEG"
    assert after.width < before.width
    assert ImageStat.Stat(after).mean[0] < 0.7 * ImageStat.Stat(before).mean[0]


def test_the_same_every_time() -> None:
    assert changed_portrait() == changed_portrait()
