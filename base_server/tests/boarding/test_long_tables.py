"""What must not go through every ticket that was ever sold."""

from datetime import date

from service_kit.database import Database
from service_kit.testing.plans import analyze, as_text, pages, scans
from sqlalchemy.ext.asyncio import AsyncSession

from app.boarding import repository
from tests.factories import create_user

TRAINS, DAYS, PLACES = 20, 50, 30
DAY = date(2026, 3, 1)
# The table is some thousand; a day's tickets alone are a dozen, and each train is looked up.
FEW_PAGES = 200
_SELL = """
INSERT INTO tickets (user_id, train_number, start_date, wagon_number, place_number, station_id,
    destination_id, date, code_hash)
SELECT $1, 'T' || train, $2::date + day, 1, place, 'mow', 'led', now(),
    sha256((train || '-' || day || '-' || place)::bytea)
FROM generate_series(0, $4::int - 1) AS day, generate_series(1, $3::int) AS train,
    generate_series(1, $5::int) AS place
"""


async def test_runs_of_a_day(database: Database, session: AsyncSession) -> None:
    user = await create_user(session)
    await session.commit()
    await database.driver.execute(_SELL, user.id, DAY, TRAINS, DAYS, PLACES)
    await database.driver.execute("VACUUM (ANALYZE) tickets")
    plan = await analyze(database, as_text(repository.wagons_of_day(DAY)))
    assert plan["Actual Rows"] == TRAINS
    assert {index for _, index in scans(plan)} & {"ix_tickets_run", "uq_tickets_place"}
    assert pages(plan) < FEW_PAGES
