import io

import pytest
from PIL import Image

from app.catalogue import read_catalogue
from app.pictures import SIZE, draw_logo


def test_a_logo_is_the_same_every_time() -> None:
    assert draw_logo("Borscht", "Soups") == draw_logo("Borscht", "Soups")
    assert draw_logo("Borscht", "Soups") != draw_logo("Ukha", "Soups")


@pytest.mark.parametrize("category", [None, "Soups", "Drinks", "Reading", "Something new"])
def test_a_logo_is_a_small_picture(category: str | None) -> None:
    drawn = draw_logo("Something", category)
    assert Image.open(io.BytesIO(drawn)).size == (SIZE, SIZE)
    assert len(drawn) < 20_000


def test_every_item_of_the_catalogue_can_be_drawn() -> None:
    items = [item for store in read_catalogue().stores for item in store.items]
    assert all(draw_logo(item.name, item.category) for item in items)
