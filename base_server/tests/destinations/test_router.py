"""Hotels and attractions."""

import asyncio
from uuid import uuid4

import httpx
import pytest
from base_api import Privilege
from service_kit.testing.plugin import SignIn

HOTEL = {"name": "Astoria", "description": "By the cathedral.", "destination_id": "petersburg"}

RUSSIAN = {"translations": {"ru": {"name": "Астория", "description": "У собора."}}}


@pytest.fixture
async def headers(sign_in: SignIn) -> dict[str, str]:
    return await sign_in("engineer", privileges=Privilege.ADMIN)


@pytest.mark.parametrize(
    "changes",
    [
        {"name": ""},
        {"logo_url": "javascript:alert(1)"},
        {"logo_url": "http://plain"},
        {"translations": {"russian": {"name": "Астория"}}},
        {"translations": {"ru": {"name": ""}}},
        {"translations": {"ru": {"name": "Астория", "description": "x" * 1025}}},
    ],
)
async def test_malformed(
    client: httpx.AsyncClient, headers: dict[str, str], changes: dict[str, object]
) -> None:
    answer = await client.post("/admin/hotel", json={**HOTEL, **changes}, headers=headers)
    assert answer.status_code == 422


async def test_a_robot_tells_what_waits(
    client: httpx.AsyncClient, headers: dict[str, str], sign_in: SignIn
) -> None:
    await client.post("/admin/hotel", json=HOTEL, headers=headers)
    await client.post("/admin/attraction", json={**HOTEL, "name": "Hermitage"}, headers=headers)
    await client.post("/admin/hotel", json={**HOTEL, "destination_id": "kazan"}, headers=headers)
    robot = await sign_in("robot")
    waits = (await client.get("/robot/destination/petersburg", headers=robot)).json()
    assert [hotel["name"] for hotel in waits["hotels"]] == ["Astoria"]
    assert [attraction["name"] for attraction in waits["attractions"]] == ["Hermitage"]


@pytest.mark.parametrize(
    ("query", "header", "shown"),
    [
        ("", "", ("Astoria", "By the cathedral.")),
        ("?language=ru", "en", ("Астория", "У собора.")),
        ("", "de, ru;q=0.5", ("Астория", "У собора.")),
        ("?language=fr", "ru", ("Astoria", "By the cathedral.")),
    ],
)
@pytest.mark.parametrize(
    ("kind", "path"), [("robot", "/robot/destination"), ("passenger", "/destinations")]
)
async def test_places_are_named_in_a_wanted_language(
    client: httpx.AsyncClient,
    headers: dict[str, str],
    sign_in: SignIn,
    kind: str,
    path: str,
    query: str,
    header: str,
    shown: tuple[str, str],
) -> None:
    await client.post("/admin/hotel", json=HOTEL | RUSSIAN, headers=headers)
    wanted = await sign_in(kind) | {"Accept-Language": header}
    waits = (await client.get(f"{path}/petersburg{query}", headers=wanted)).json()
    [hotel] = waits["hotels"]
    assert (hotel["name"], hotel["description"]) == shown


async def test_lists_are_filtered_by_destination(
    client: httpx.AsyncClient, headers: dict[str, str]
) -> None:
    for destination in ("petersburg", "kazan"):
        body = {**HOTEL, "destination_id": destination}
        await client.post("/admin/hotel", json=body, headers=headers)
        await client.post("/admin/attraction", json=body, headers=headers)
    for path in ("/admin/hotels", "/admin/attractions"):
        page = (await client.get(f"{path}?destination_id=kazan", headers=headers)).json()
        assert page["total"] == 1


@pytest.mark.parametrize("path", ["/admin/hotels", "/admin/attractions"])
@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("ASTO", {"Astoria"}),
        ("сторИ", {"Astoria"}),
        ("petersb", {"Astoria"}),
        ("казан", {"Kazan Inn"}),
        ("ru", set()),
        ("собор", set()),
    ],
)
async def test_lists_are_searched(
    client: httpx.AsyncClient, headers: dict[str, str], path: str, search: str, found: set[str]
) -> None:
    inn = {"name": "Kazan Inn", "description": "Собор.", "destination_id": "kzn"}
    await client.put("/admin/station/kzn", json={"names": {"ru": "Казань"}}, headers=headers)
    for place in (HOTEL | RUSSIAN, inn):
        await client.post(path.removesuffix("s"), json=place, headers=headers)
    page = (await client.get(f"{path}?search={search}", headers=headers)).json()
    assert {one["name"] for one in page["items"]} == found


class TestTheOrderOfNames:
    """Each stands where a reader looks for the name that is shown."""

    WORDS = (("Bridge", "Ёлочная"), ("Arbat", "Мост"), ("éclair", None), ("Castle", "Замок"))
    PLAIN = ("Arbat", "Bridge", "Castle", "éclair")
    RUSSIAN = ("éclair", "Ёлочная", "Замок", "Мост")

    @pytest.fixture
    async def places(self, client: httpx.AsyncClient, headers: dict[str, str]) -> None:
        for name, russian in self.WORDS:
            translations = {} if russian is None else {"ru": {"name": russian}}
            body = {"name": name, "destination_id": "kazan", "translations": translations}
            for word in ("hotel", "attraction"):
                await client.post(f"/admin/{word}", json=body, headers=headers)

    @pytest.mark.usefixtures("places")
    @pytest.mark.parametrize("path", ["/admin/hotels", "/admin/attractions"])
    @pytest.mark.parametrize(
        ("sort", "language", "expected"),
        [
            ("name", "", PLAIN),
            ("name", "&language=ru", RUSSIAN),
            ("-name", "&language=ru", RUSSIAN[::-1]),
            ("name", "&language=de", PLAIN),
        ],
    )
    async def test_of_a_list(
        self,
        client: httpx.AsyncClient,
        headers: dict[str, str],
        path: str,
        sort: str,
        language: str,
        expected: tuple[str, ...],
    ) -> None:
        found: list[str] = []
        cursor: str | None = ""
        while cursor is not None:
            query = f"?size=3&sort={sort}{language}&cursor={cursor}"
            page = (await client.get(f"{path}{query}", headers=headers)).json()
            names = dict(self.WORDS)
            russian = "ru" in language
            found += [(russian and names[one["name"]]) or one["name"] for one in page["items"]]
            cursor = page["next_cursor"]
        assert tuple(found) == expected

    @pytest.mark.usefixtures("places")
    async def test_a_cursor_is_of_one_language(
        self, client: httpx.AsyncClient, headers: dict[str, str]
    ) -> None:
        query = "/admin/hotels?size=3&sort=name"
        page = (await client.get(f"{query}&language=ru", headers=headers)).json()
        other = await client.get(f"{query}&cursor={page['next_cursor']}", headers=headers)
        assert (other.status_code, other.json()["code"]) == (400, "BAD_CURSOR")

    @pytest.mark.usefixtures("places")
    @pytest.mark.parametrize(("language", "expected"), [("en", PLAIN), ("ru", RUSSIAN)])
    async def test_at_a_destination(
        self, client: httpx.AsyncClient, sign_in: SignIn, language: str, expected: tuple[str, ...]
    ) -> None:
        passenger = await sign_in("passenger") | {"Accept-Language": f"fr, {language};q=0.9"}
        waits = (await client.get("/destinations/kazan", headers=passenger)).json()
        assert tuple(one["name"] for one in waits["hotels"]) == expected
        assert tuple(one["name"] for one in waits["attractions"]) == expected


@pytest.mark.parametrize("word", ["hotel", "attraction"])
class TestOnePlace:
    @pytest.mark.parametrize("method", ["GET", "PUT", "DELETE"])
    async def test_unknown(
        self, client: httpx.AsyncClient, headers: dict[str, str], word: str, method: str
    ) -> None:
        path = f"/admin/{word}/{uuid4()}"
        answer = await client.request(method, path, json=HOTEL, headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (404, "PLACE_NOT_FOUND")

    async def test_changed_and_deleted(
        self, client: httpx.AsyncClient, headers: dict[str, str], word: str
    ) -> None:
        made = (await client.post(f"/admin/{word}", json=HOTEL, headers=headers)).json()
        path = f"/admin/{word}/{made['id']}"
        change = {"name": "Europe", "destination_id": "kazan", "logo_url": "/static/e.png"}
        changed = await client.put(path, json=change, headers=headers)
        assert changed.json() == {**change, "id": made["id"], "description": "", "translations": {}}
        assert (await client.get(path, headers=headers)).json() == changed.json()
        answers = await asyncio.gather(*(client.delete(path, headers=headers) for _ in range(5)))
        assert sorted(answer.status_code for answer in answers) == [200, 404, 404, 404, 404]

    async def test_translations_stay_until_others_are_given(
        self, client: httpx.AsyncClient, headers: dict[str, str], word: str
    ) -> None:
        made = (await client.post(f"/admin/{word}", json=HOTEL | RUSSIAN, headers=headers)).json()
        path = f"/admin/{word}/{made['id']}"
        kept = await client.put(path, json=HOTEL, headers=headers)
        assert kept.json().items() >= (HOTEL | RUSSIAN).items()
        emptied = await client.put(path, json=HOTEL | {"translations": {}}, headers=headers)
        assert emptied.json()["translations"] == {}
