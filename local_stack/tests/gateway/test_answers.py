"""What the gateway adds to answers, and what it says itself."""

import gzip
import socket
from contextlib import closing
from typing import Any

import pytest

from tests.gateway.conftest import Answer, Platform, read
from tests.waiting import wait_until

MIB = 1024 * 1024


def test_well_formed_request_id_is_passed_on_and_returned(platform: Platform) -> None:
    answer = platform.get("/base_api/x", {"X-Request-ID": "robot-7.check_1"})
    assert answer.headers["x-request-id"] == "robot-7.check_1"
    assert answer.json["headers"]["X-Request-ID"] == "robot-7.check_1"


@pytest.mark.parametrize("rubbish", ["short", "x" * 129, 'a"b{}<>12345', ""])
def test_other_request_ids_are_replaced(platform: Platform, rubbish: str) -> None:
    answer = platform.get("/base_api/x", {"X-Request-ID": rubbish})
    assert len(answer.headers["x-request-id"]) == 32
    assert answer.json["headers"]["X-Request-ID"] == answer.headers["x-request-id"]


def test_claimed_client_address_is_overwritten(platform: Platform) -> None:
    claims = {"X-Forwarded-For": "10.6.6.6", "X-Real-IP": "10.6.6.6", "Forwarded": "for=10.6.6.6"}
    seen = platform.get("/base_api/x", claims).json["headers"]
    assert seen["X-Forwarded-For"] == "127.0.0.1"
    assert seen["X-Forwarded-Proto"] == "http"
    assert "10.6.6.6" not in str(seen)


def test_pages_carry_security_headers(platform: Platform) -> None:
    headers = platform.get("/").headers
    policy = headers["content-security-policy"]
    assert "script-src 'self';" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe-inline" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "strict-origin-when-cross-origin"
    assert "camera=(self)" in headers["permissions-policy"]
    assert headers["server"] == "nginx"


def test_stricter_policy_of_an_api_is_kept(platform: Platform) -> None:
    headers = platform.get("/base_api/x").headers
    assert headers["content-security-policy"] == "default-src 'none'"
    assert "cache-control" not in headers


def test_answers_are_compressed_for_those_who_can(platform: Platform) -> None:
    answer = platform.get("/base_api/x", {"Accept-Encoding": "gzip"})
    assert answer.headers["content-encoding"] == "gzip"
    assert b"filler" in gzip.decompress(answer.body)


def test_server_that_is_away_is_a_problem(platform: Platform) -> None:
    answer = platform.get("/keycloak/realms/provodnik")
    assert answer.problem == (502, "UPSTREAM_UNAVAILABLE")
    assert answer.headers["retry-after"] == "1"


def test_body_over_16_mib_is_refused(platform: Platform) -> None:
    headers = {"Content-Length": str(16 * MIB + 1), "Expect": "100-continue"}
    assert platform.request("POST", "/base_api/x", headers).problem == (413, "BODY_TOO_LARGE")


def test_body_of_16_mib_is_passed(platform: Platform) -> None:
    assert platform.request("POST", "/base_api/x", body=b"x" * 16 * MIB).status == 200


def test_pages_take_no_posts(platform: Platform) -> None:
    assert platform.request("POST", "/", body=b"x").problem == (405, "METHOD_NOT_ALLOWED")


def test_too_large_headers_are_a_problem(platform: Platform) -> None:
    answer = platform.get("/base_api/x", {"X-Large": "x" * 9000})
    assert answer.problem == (431, "HEADERS_TOO_LARGE")


def test_broken_request_is_a_problem(platform: Platform) -> None:
    with socket.create_connection(("127.0.0.1", platform.ports.public), 5) as connection:
        connection.sendall(b"GET /base_api/x HTTP/1.1\r\n\r\n")
        received = b""
        while part := connection.recv(4096):
            received += part
    assert received.startswith(b"HTTP/1.1 400")
    assert b'"code":"BAD_REQUEST"' in received


def logged(platform: Platform, request_id: str) -> dict[str, Any]:
    """The line is written after the answer has left."""
    found: list[dict[str, Any]] = []

    def is_there() -> bool:
        found.extend(line for line in platform.access_log if line["request_id"] == request_id)
        return bool(found)

    wait_until(is_there, "a line in the access log")
    return found[0]


def test_access_log_holds_no_query(platform: Platform) -> None:
    platform.get("/base_api/auth/callback?code=secret", {"X-Request-ID": "logged-request"})
    entry = logged(platform, "logged-request")
    assert (entry["method"], entry["status"]) == ("GET", 200)
    assert entry["path"] == "/base_api/auth/callback"
    assert "secret" not in str(platform.access_log)


def test_access_log_tells_failures_as_they_were_asked_for(platform: Platform) -> None:
    platform.request("PATCH", "/keycloak/", {"X-Request-ID": "failed-request"})
    entry = logged(platform, "failed-request")
    assert (entry["method"], entry["status"], entry["path"]) == ("PATCH", 502, "/keycloak/")


def test_access_log_stays_json_whatever_a_client_sends(platform: Platform) -> None:
    odd = 'a "quoted" \\ name'
    platform.get("/base_api/x", {"User-Agent": odd, "X-Request-ID": "odd-agent"})
    assert logged(platform, "odd-agent")["user_agent"] == odd


def test_probes_that_found_all_well_are_not_logged(platform: Platform) -> None:
    platform.get("/health/base", {"X-Request-ID": "well-probe"})
    platform.get("/base_api/x", {"X-Request-ID": "after-the-probe"})
    logged(platform, "after-the-probe")
    assert "well-probe" not in [line["request_id"] for line in platform.access_log]


@pytest.mark.parametrize("path", ["login", "callback"])
@pytest.mark.parametrize(("status", "error"), [(429, "TOO_MANY_REQUESTS"), (500, "UNAVAILABLE")])
def test_person_who_cannot_be_signed_in_gets_a_page(
    platform: Platform, path: str, status: int, error: str
) -> None:
    answer = platform.get(f"/base_api/auth/{path}?status={status}")
    assert (answer.status, answer.headers["location"]) == (303, f"/sign-in?error={error}")
    # A program that signs in reads the problem.
    assert platform.get(f"/base_api/auth/me?status={status}").status == status


SIGN_IN = [
    "auth/challenge",
    "auth/token",
    "auth/login",
    "auth/callback",
    "auth/backchannel_logout",
    "auth/engineer/login",
    "auth/engineer/sign_in",
    "auth/robot/register",
]


def test_signing_in_is_limited_and_nothing_else(platform: Platform) -> None:
    def ask(path: str) -> Answer:
        # Counted by address, whatever the method; without a body it is quicker.
        connection.request("GET", f"/base_api/{path}")
        return read(connection.getresponse())

    with closing(platform.connect()) as connection:
        answers = [ask(SIGN_IN[turn % len(SIGN_IN)]) for turn in range(400)]
        others = [ask("auth/me").status for _ in range(50)]
    # A few of the 200 may have been used up just before.
    assert [answer.status for answer in answers[:180]] == [200] * 180
    refused = [answer for answer in answers if answer.status != 200]
    told_by_page = [answer for answer in refused if answer.status == 303]
    told = [answer for answer in refused if answer.status != 303]
    assert {answer.problem for answer in told} == {(429, "TOO_MANY_REQUESTS")}
    assert {answer.headers["retry-after"] for answer in told} == {"1"}
    too_many = "/sign-in?error=TOO_MANY_REQUESTS"
    assert {answer.headers["location"] for answer in told_by_page} == {too_many}
    assert others == [200] * 50
