"""The files that people edit."""

import shutil
from pathlib import Path

import pytest
from pydantic import ValidationError

from app.catalogue import FOLDER, read_catalogue


def test_stops_and_stores_name_what_exists() -> None:
    catalogue = read_catalogue()
    stations = {station.id for station in catalogue.stations}
    trains = {train.number for train in catalogue.trains}
    assert {stop.station for train in catalogue.trains for stop in train.stops} <= stations
    assert {number for store in catalogue.stores for number in store.trains} == trains


def test_every_store_has_a_full_menu_of_different_items() -> None:
    for store in read_catalogue().stores:
        names = [item.name for item in store.items]
        assert len(names) >= 6
        assert len(set(names)) == len(names)
        assert all(item.balance > 0 and item.price_penny > 0 for item in store.items)
        assert all(item.category and item.description for item in store.items)


def test_each_privilege_has_an_engineer() -> None:
    privileges = {one for engineer in read_catalogue().engineers for one in engineer.privileges}
    assert privileges == {"ROBOT_LOGIN", "STORE_LOGIN", "ADMIN", "SECURITY"}


def test_a_misspelt_word_is_named(tmp_path: Path) -> None:
    folder = shutil.copytree(FOLDER, tmp_path / "data")
    file = folder / "stores.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("price_penny", "price_peny", 1))
    with pytest.raises(ValidationError, match="price_peny"):
        read_catalogue(folder)
