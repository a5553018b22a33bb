"""Migrations of base_server on tables with rows in them."""

from pathlib import Path

import pytest
from service_kit.testing.migrations import *  # noqa: F403 - inheriting is the point
from service_kit.testing.migrations import Migrated


@pytest.fixture
def migrated() -> Migrated:
    folder = Path(__file__).parents[1] / "app" / "alembic"
    return Migrated(folder, "BASE_DATABASE__URL")
