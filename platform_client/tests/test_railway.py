"""Administration and tickets, at the real server."""

import datetime as dt
from uuid import uuid4

import httpx
import pytest
from platform_client import Credentials, Ed25519Key, Engineer, Mode, Platform, PlatformError, Robot
from platform_client.errors import problem_of
from platform_client.models.railway import NewPlace, TicketOrder

TODAY = dt.datetime.now(dt.UTC).date()


def order(user_id: object, train: str, place: int = 1) -> TicketOrder:
    return TicketOrder.model_validate(
        {
            "user_id": user_id,
            "train_number": train,
            "wagon_number": 4,
            "place_number": place,
            "station_id": "moscow",
            "destination": "tver",
            "date": dt.datetime.now(dt.UTC),
            "start_date": TODAY,
        }
    )


async def test_ticket_from_sale_to_refusal(
    platform: Platform, depot: Credentials, admin: Engineer
) -> None:
    user = await admin.create_user("Анна Кузнецова")
    ticket = await admin.create_ticket(order(user.id, "T-1"))
    robot = await Robot.register(
        platform, depot, Ed25519Key.generate(), model_id="kiosk", model_name="Kiosk"
    )
    state = await robot.set_trip("T-1", TODAY, 4)
    assert state.trip is not None
    first = await robot.check_code(ticket.code, request_id="one")
    again = await robot.check_code(ticket.code, request_id="one")
    assert first.is_ok
    assert first == again
    assert first.user == user
    second = await robot.check_code(ticket.code)
    assert (second.verdict, second.reason) == ("REFUSED", "ALREADY_USED")
    assert (await robot.check_code(ticket.code, Mode.INSPECT)).is_ok
    shown = await admin.get_ticket(ticket.id)
    assert (shown.state, shown.boarded_by) == ("USED", robot.id)
    passenger = await robot.get_passenger(user.id)
    assert [one.id for one in passenger.tickets] == [ticket.id]
    runs = {one.train_number: one for one in await admin.list_train_runs(TODAY)}
    assert (runs["T-1"].tickets, runs["T-1"].boarded) == (1, 1)


async def test_same_key_is_the_same_thing(admin: Engineer) -> None:
    key = str(uuid4())
    assert await admin.create_user("Anna", key=key) == await admin.create_user("Anna", key=key)
    with pytest.raises(PlatformError) as refused:
        await admin.create_user("Another", key=key)
    assert refused.value.status == 409


async def test_refusal_tells_what_the_problem_says(admin: Engineer) -> None:
    user = await admin.create_user("Anna")
    await admin.create_ticket(order(user.id, "T-2"))
    with pytest.raises(PlatformError) as refused:
        await admin.create_ticket(order(user.id, "T-2"))
    error = refused.value
    assert (error.status, error.code) == (409, "PLACE_TAKEN")
    assert error.request_id
    assert str(error) == f"PLACE_TAKEN: {error.detail}"


def test_failure_of_the_platform_names_its_request() -> None:
    body = {"code": "INTERNAL_ERROR", "detail": "It broke.", "request_id": "f00d"}
    assert str(problem_of(httpx.Response(500, json=body))) == (
        "INTERNAL_ERROR: It broke. (request f00d)"
    )


async def test_validation_errors_are_among_the_extras(admin: Engineer) -> None:
    with pytest.raises(PlatformError) as refused:
        await admin.create_user("")
    assert refused.value.code == "VALIDATION_ERROR"
    assert refused.value.extra["errors"][0]["loc"] == ["body", "name"]


async def test_list_goes_on_over_its_pages(admin: Engineer) -> None:
    station = f"station-{uuid4()}"
    made = [
        await admin.create_hotel(NewPlace(name=f"Hotel {number}", destination_id=station))
        for number in range(103)
    ]
    listed = [hotel async for hotel in admin.list_hotels(station)]
    assert listed == made[::-1]


async def test_destination(platform: Platform, depot: Credentials, admin: Engineer) -> None:
    place = NewPlace(name="Bridge", description="Old.", destination_id="tver")
    attraction = await admin.create_attraction(place)
    robot = await Robot.register(
        platform, depot, Ed25519Key.generate(), model_id="kiosk", model_name="Kiosk"
    )
    destination = await robot.get_destination("tver")
    assert destination.attractions == [attraction]
    assert destination.hotels == []


async def test_wrong_password_is_not_shown(platform: Platform) -> None:
    with pytest.raises(PlatformError) as refused:
        await Engineer.log_in(platform, "admin", "not the password")
    assert refused.value.code == "BAD_CREDENTIALS"
    assert "not the password" not in repr(Credentials(login="admin", password="not the password"))
