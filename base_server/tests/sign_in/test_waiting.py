"""A sign-in waits for who changes the person, sees what they did, and waits for nobody else."""

import asyncio
from collections.abc import Awaitable, Callable
from uuid import UUID

import httpx
import pytest
from fastapi import FastAPI
from service_kit.components import components_of
from service_kit.testing.plugin import SignIn
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app.models import KeycloakUser
from app.sign_in import linking
from app.tickets.codes import CodeVault
from app.transfer.kinds import Kind
from app.transfer.service import import_file, look_at
from tests.factories import TODAY
from tests.sign_in.conftest import Browser
from tests.sign_in.provider import LyingProvider

Change = Callable[[AsyncSession, UUID], Awaitable[None]]


@pytest.fixture
async def user_id(browser: Browser, provider: LyingProvider) -> UUID:
    await browser.sign_in(provider)
    return UUID((await browser.me())["id"])


async def _unlink(session: AsyncSession, user_id: UUID) -> None:
    await linking.unlink(session, user_id)


async def _link_anew(session: AsyncSession, user_id: UUID) -> None:
    await linking.link(session, user_id, "subject-2")


@pytest.mark.parametrize("change", [_unlink, _link_anew])
async def test_a_link_that_has_just_gone_signs_nobody_in(
    other_browser: Browser,
    provider: LyingProvider,
    session: AsyncSession,
    user_id: UUID,
    change: Change,
) -> None:
    state = await other_browser.begin(provider)
    await change(session, user_id)
    signing_in = asyncio.create_task(other_browser.come_back(state))
    await asyncio.wait([signing_in], timeout=0.3)
    assert not signing_in.done()
    await session.commit()
    assert (await signing_in).headers["location"] == "/tickets"
    now = await session.scalar(
        select(KeycloakUser.user_id).where(KeycloakUser.subject == "subject-1")
    )
    assert now != user_id
    assert (await other_browser.me())["id"] == str(now)


def _tickets_of(user_id: UUID) -> bytes:
    columns = (
        "user_id,train_number,wagon_number,place_number,station_id,destination,date,start_date"
    )
    row = f"{user_id},002A,7,1,moscow,kazan,2026-03-08T21:05:00+03:00,{TODAY}"
    return f"{columns}\n{row}\n".encode()


async def test_an_import_of_tickets_holds_up_no_sign_in(
    app: FastAPI,
    other_browser: Browser,
    provider: LyingProvider,
    session: AsyncSession,
    user_id: UUID,
) -> None:
    vault = components_of(app).get(CodeVault)
    await import_file(session, vault, Kind.TICKETS, _tickets_of(user_id))
    async with asyncio.timeout(2):
        await other_browser.sign_in(provider)
    assert (await other_browser.me())["id"] == str(user_id)


async def test_an_import_of_tickets_and_an_erasure_wait_for_each_other(
    app: FastAPI, client: httpx.AsyncClient, session: AsyncSession, sign_in: SignIn, user_id: UUID
) -> None:
    """Or a ticket would be issued to somebody who is gone."""
    vault, own = components_of(app).get(CodeVault), await sign_in("passenger", user_id)
    await import_file(session, vault, Kind.TICKETS, _tickets_of(user_id))
    erasing = asyncio.create_task(client.delete("/users/me", headers=own))
    await asyncio.wait([erasing], timeout=0.3)
    assert not erasing.done()
    await session.commit()
    removed = {one["what"]: one["count"] for one in (await erasing).json()["removed"]}
    assert removed["ticket_codes"] == 1


@pytest.mark.parametrize("kind", [Kind.TICKETS, Kind.USERS])
async def test_a_dry_run_holds_up_nobody(
    client: httpx.AsyncClient, session: AsyncSession, sign_in: SignIn, user_id: UUID, kind: Kind
) -> None:
    own = await sign_in("passenger", user_id)
    file = _tickets_of(user_id) if kind is Kind.TICKETS else f"id,name\n{user_id},A\n".encode()
    assert (await look_at(session, kind, file)).total_errors == 0
    async with asyncio.timeout(2):
        assert (await client.delete("/users/me", headers=own)).status_code == 200
