from dataclasses import replace

import pytest
from local_stack.stack.credentials import Credentials
from local_stack.stack.home import Home
from local_stack.stack.ports import Ports
from local_stack.stack.servers import SERVERS, Surroundings, environment, programs


@pytest.fixture
def around(home: Home) -> Surroundings:
    return Surroundings(
        ports=Ports(9080),
        credentials=Credentials(home),
        postgres="postgresql://provodnik:secret@127.0.0.1:9082/postgres",
        redis="redis://:word@127.0.0.1:9083/0",
        chroma="http://127.0.0.1:9084",
        internal_gateway="http://127.0.0.1:9081",
        logos=home.folder("logos"),
        public_url="http://localhost:9080",
        identity={"IDENTITY__ISSUER": "http://localhost:9080/keycloak"},
    )


def test_caller_and_called_share_the_secret_of_the_called(around: Surroundings) -> None:
    given = {server.name: environment(server, around, 1) for server in SERVERS}
    for server in SERVERS:
        for other in server.calls:
            secret = given[server.name][f"{server.name.upper()}_{other.upper()}_API__SECRET"]
            assert secret == given[other][f"{other.upper()}_INTERNAL__SECRET"]
    assert len({given[s.name][f"{s.name.upper()}_INTERNAL__SECRET"] for s in SERVERS}) == 3


def test_servers_reach_each_other_through_the_internal_listener(around: Surroundings) -> None:
    base = environment(SERVERS[0], around, 9090)
    assert base["BASE_FACE_API__URL"] == "http://127.0.0.1:9081/face_api"
    assert base["BASE_STORE_API__URL"] == "http://127.0.0.1:9081/store_api"


def test_each_server_gets_its_own_role_and_database(around: Surroundings) -> None:
    store = environment(SERVERS[1], around, 9100)
    password = around.credentials.get("store_database")
    expected = f"postgresql+asyncpg://store:{password}@127.0.0.1:9082/store_db"
    assert store["STORE_DATABASE__URL"] == expected
    assert "secret" not in str(store.get("STORE_DATABASE__URL"))


def test_store_writes_logos_where_the_gateway_serves_them(around: Surroundings) -> None:
    store = environment(SERVERS[1], around, 9100)
    assert store["STORE_LOGOS__FOLDER"] == str(around.logos)
    assert "BASE_LOGOS__FOLDER" not in environment(SERVERS[0], around, 9090)


def test_face_knows_where_chroma_is(around: Surroundings) -> None:
    face = environment(SERVERS[2], around, 9110)
    assert (face["FACE_CHROMA__HOST"], face["FACE_CHROMA__PORT"]) == ("127.0.0.1", "9084")
    assert "FACE_DATABASE__URL" not in face


def test_face_seals_with_a_secret_of_its_own(around: Surroundings) -> None:
    face = environment(SERVERS[2], around, 9110)
    again = environment(SERVERS[2], around, 9111)
    assert face["FACE_REDIS__URL"] == around.redis
    assert face["FACE_TEMPLATES__SECRET"] == again["FACE_TEMPLATES__SECRET"]
    assert face["FACE_TEMPLATES__SECRET"] != face["FACE_INTERNAL__SECRET"]


def test_replicas_have_ports_of_their_own(around: Surroundings) -> None:
    both = programs(SERVERS[1], around, 2)
    assert [(each.name, each.port) for each in both] == [("store-1", 9100), ("store-2", 9101)]
    assert [each.environment["STORE_PORT"] for each in both] == ["9100", "9101"]


def test_variables_of_the_caller_pass_through(
    around: Surroundings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BASE_LOG__LEVEL", "DEBUG")
    monkeypatch.setenv("VIRTUAL_ENV", "/somewhere/else")
    base = environment(SERVERS[0], around, 9090)
    assert base["BASE_LOG__LEVEL"] == "DEBUG"
    assert "VIRTUAL_ENV" not in base


def test_settings_of_a_stack_are_for_its_servers(around: Surroundings) -> None:
    settings = {"STORE_WEBHOOKS__ALLOW_HTTP": "true"}
    store = environment(SERVERS[1], replace(around, settings=settings), 9100)
    assert store["STORE_WEBHOOKS__ALLOW_HTTP"] == "true"
    assert "STORE_WEBHOOKS__ALLOW_HTTP" not in environment(SERVERS[1], around, 9100)
