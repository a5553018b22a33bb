"""What counts off the rows before a page far down."""

import pytest
from service_kit.database import Database
from service_kit.testing.plans import analyze, as_text, scans
from sqlalchemy import ColumnElement

from app.models import User
from app.users import repository

MANY = 20_000
_CREATE = f"INSERT INTO users (name) SELECT 'Anna ' || n FROM generate_series(1, {MANY}) n"  # noqa: S608


@pytest.mark.parametrize(
    ("order", "index"),
    [
        ([User.id.desc()], "ix_users_not_erased"),
        ([User.name_key, User.id], "ix_users_name_key_id"),
    ],
)
async def test_rows_on_the_way_are_not_read(
    database: Database, order: list[ColumnElement[object]], index: str
) -> None:
    await database.driver.execute(_CREATE)
    await database.driver.execute("VACUUM (ANALYZE) users")
    keys = repository.all_users().with_only_columns(User.id).order_by(*order)
    plan = await analyze(database, as_text(keys.offset(MANY // 2).limit(50)))
    assert list(scans(plan)) == [("Index Only Scan", index)]
