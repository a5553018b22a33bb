"""Migrations of store_server on tables with rows in them."""

from pathlib import Path

import pytest
from service_kit.testing.migrations import *  # noqa: F403 - inheriting is the point
from service_kit.testing.migrations import Migrated


@pytest.fixture
def migrated() -> Migrated:
    folder = Path(__file__).parents[1] / "app" / "alembic"
    return Migrated(
        folder,
        "STORE_DATABASE__URL",
        hints={"purchase_items.count": [3], "purchase_items.refunded_count": [2]},
    )
