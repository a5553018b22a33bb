"""Two replicas: one dies, and nobody notices; but nothing is done twice."""

import threading
import time
from collections import Counter
from collections.abc import Iterator

import pytest

from tests.gateway.conftest import Platform

# A replica that failed is left out for three seconds, counted in whole ones.
LEFT_OUT_SECONDS = 4.2


@pytest.fixture
def failures(platform: Platform) -> Iterator[Platform]:
    """For tests that make replicas fail: afterwards both take part again."""
    yield platform
    time.sleep(LEFT_OUT_SECONDS)
    # A replica is fully back only when it has answered once, and until then one refusal of the
    # other leaves nobody.
    replicas_of(platform)


def replicas_of(platform: Platform) -> Counter[str]:
    """How many of forty reads each replica answers."""
    return Counter(platform.get("/base_api/x").json["replica"] for _ in range(40))


def test_both_replicas_are_used(platform: Platform) -> None:
    seen = replicas_of(platform)
    assert min(seen["base-1"], seen["base-2"]) >= 10


def test_no_read_fails_while_a_replica_is_killed(failures: Platform) -> None:
    statuses: list[int] = []
    stop = threading.Event()

    def read_on() -> None:
        while not stop.is_set():
            statuses.append(failures.get("/base_api/x").status)

    readers = [threading.Thread(target=read_on) for _ in range(4)]
    for reader in readers:
        reader.start()
    time.sleep(0.5)
    failures.kill("base-1")
    time.sleep(1)
    failures.start("base-1")
    time.sleep(0.5)
    stop.set()
    for reader in readers:
        reader.join()
    assert len(statuses) > 100
    assert set(statuses) == {200}


def test_write_that_was_sent_is_never_sent_again(failures: Platform) -> None:
    for method in ("POST", "PATCH"):
        answer = failures.request(method, "/base_api/break?once", body=b"{}")
        assert answer.problem == (502, "UPSTREAM_UNAVAILABLE")
        arrived = [line for line in failures.journal if f"{method} /break?once" in line]
        assert len(arrived) == 1


def test_read_that_broke_off_is_tried_on_the_other_replica(failures: Platform) -> None:
    failures.get("/base_api/break?twice")
    arrived = [line.split()[0] for line in failures.journal if "GET /break?twice" in line]
    assert sorted(arrived) == ["base-1", "base-2"]


def test_writes_reach_the_replica_that_is_left(failures: Platform) -> None:
    """A connection that is refused has sent nothing, so the other replica may take the request."""
    failures.kill("base-2")
    answers = [failures.request("POST", "/base_api/x", body=b"{}").status for _ in range(20)]
    failures.start("base-2")
    assert answers == [200] * 20
