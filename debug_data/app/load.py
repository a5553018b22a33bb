"""All of the data, in the order in which one part needs another."""

import datetime as dt
import os
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import httpx
from platform_client import Credentials, Engineer, Platform, PlatformError
from platform_client.models.sessions import Challenge
from platform_client.platform import Call

from app.accounts import write_people
from app.catalogue import Catalogue
from app.loading.accounts import load_accounts
from app.loading.destinations import load_destinations
from app.loading.engineers import load_engineers
from app.loading.history import HistoryLoader
from app.loading.passengers import Passengers, load_passengers
from app.loading.stores import StoreLoader
from app.plan import plan_runs, today
from app.progress import Count, Work
from app.summary import (
    Login,
    PassengerLogin,
    SampleTicket,
    StaffLogin,
    Summary,
    read_samples,
    write_summary,
)

PRODUCTION = "production"


class CannotLoad(Exception):
    """The message says why, and what to do."""


@dataclass(frozen=True)
class Files:
    """What is written beside the platform: `summary` for developers, `people` for the identity
    provider of development."""

    summary: Path | None = None
    people: Path | None = None


@dataclass(frozen=True)
class Loaded:
    """Parts by name, and what was written to the file."""

    counts: dict[str, Count]
    summary: Summary


async def load(
    url: str,
    credentials: Credentials,
    catalogue: Catalogue,
    work: Work,
    files: Files,
    transport: httpx.AsyncBaseTransport | None = None,
) -> Loaded:
    """Raises `CannotLoad` where debug data has no place, `PlatformError` for other refusals."""
    async with Platform(url, transport=transport) as platform:
        await _require_development(platform)
        admin = await _log_in(platform, credentials)
        await _require_administration(admin)
        runs = plan_runs(catalogue, today())
        engineers = await load_engineers(admin, catalogue.engineers, work)
        destinations = await load_destinations(admin, catalogue.stations, work)
        server = await _server_name(platform)
        stores = StoreLoader(admin, server, work)
        await stores.load(catalogue.stores, runs)
        accounts, user_ids = await load_accounts(admin, catalogue.passenger_accounts, work)
        passengers = await load_passengers(admin, catalogue, runs, user_ids, work)
        history = HistoryLoader(admin, server, work)
        await history.load(catalogue.trains, passengers)
        me = await admin.get_me()
        samples = await _samples(admin, passengers, files.summary)
    logins = [Login(**credentials.model_dump(), privileges=me.privileges)]
    logins += [Login(**engineer.model_dump()) for engineer in catalogue.engineers]
    summary = Summary(
        logins=logins,
        passengers=[
            PassengerLogin(**account.model_dump(exclude={"roles"}))
            for account in catalogue.passenger_accounts
        ],
        provider_staff=[StaffLogin(**account.model_dump()) for account in catalogue.staff_accounts],
        loaded_at=dt.datetime.now(dt.UTC).replace(microsecond=0),
        sample_tickets=samples,
    )
    if files.summary is not None:
        write_summary(files.summary, summary)
    if files.people is not None:
        write_people(files.people, catalogue.accounts)
    counts = {
        "engineers": engineers,
        "hotels and attractions": destinations,
        "stores": stores.stores,
        "items": stores.items,
        "accounts": accounts,
        f"passengers with tickets on {len(runs)} train runs": passengers.count,
        "checks of the days before": history.checks,
        "incidents": history.incidents,
        "purchases": history.purchases,
    }
    counts = {part: count for part, count in counts.items() if count.there or count.made}
    return Loaded(counts, summary)


async def _require_development(platform: Platform) -> None:
    if os.environ.get("APP_ENV") == PRODUCTION:
        raise CannotLoad("APP_ENV is production. Debug data is for development only.")
    try:
        readiness = await platform.get_readiness("base")
    except PlatformError as error:
        raise CannotLoad(f"No platform answers at {platform.url}. Start it: make up") from error
    if readiness.environment == PRODUCTION:
        raise CannotLoad(f"{platform.url} is production. Debug data is for development only.")


async def _log_in(platform: Platform, credentials: Credentials) -> Engineer:
    try:
        admin = await Engineer.log_in(platform, credentials.login, credentials.password)
    except PlatformError as error:
        if error.code != "BAD_CREDENTIALS":
            raise
        raise CannotLoad(
            f"{platform.url} has no engineer {credentials.login!r} with this password. Name one: "
            "PROVODNIK_ADMIN_LOGIN and PROVODNIK_ADMIN_PASSWORD."
        ) from error
    if "ADMIN" not in (await admin.get_me()).privileges:
        raise CannotLoad(f"The engineer {credentials.login!r} lacks ADMIN. Name another one.")
    return admin


async def _require_administration(admin: Engineer) -> None:
    try:
        await anext(admin.list_engineers(), None)
    except PlatformError as error:
        if error.status != httpx.codes.NOT_FOUND:
            raise
        raise CannotLoad(
            "The platform's administration is switched off. Set BASE_ADMIN_API_ENABLED=true."
        ) from error


async def _server_name(platform: Platform) -> str:
    """What the platform calls itself: it says so to whoever asks for a challenge."""
    body = {"device_id": "00000000-0000-4000-8000-000000000000", "method": "sign"}
    call = Call("POST", "/base_api/auth/challenge", body, is_repeatable=True)
    return (await platform.send(Challenge, call)).server


async def _samples(
    admin: Engineer, passengers: Passengers, file: Path | None
) -> list[SampleTicket]:
    """The new ones, and the old ones whose tickets still are of the week around today."""
    earlier = read_samples(file) if file is not None else []
    kept = [sample for sample in earlier if sample.id in passengers.known]
    of_full = [sample for sample in earlier if sample.run in passengers.full]
    # One speaks for all: a file of another platform knows none of this one's tickets.
    if of_full and await _is_there(admin, of_full[0].id):
        kept += of_full
    every = {sample.id: sample for sample in [*kept, *passengers.samples]}
    return sorted(
        every.values(),
        key=lambda one: (one.train_date, one.train_number, one.wagon_number, one.place_number),
    )


async def _is_there(admin: Engineer, ticket_id: UUID) -> bool:
    try:
        await admin.get_ticket(ticket_id)
    except PlatformError as error:
        if error.status != httpx.codes.NOT_FOUND:
            raise
        return False
    return True
