"""Alembic's entry point; the work is the kit's."""

from service_kit.database.migrations import run_migrations

import app.models  # noqa: F401 - registers the tables
from app.config import Settings

run_migrations(Settings().database)
