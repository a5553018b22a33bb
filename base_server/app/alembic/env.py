"""Alembic's entry point; the work is the kit's."""

import app.models  # noqa: F401 - registers the tables
from app.config import Settings
from service_kit.database.migrations import run_migrations

run_migrations(Settings().database)
