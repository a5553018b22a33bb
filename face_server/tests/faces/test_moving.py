"""Two engines at once: who answers, who has moved, and that their templates never meet."""

from collections.abc import AsyncIterator
from uuid import UUID, uuid4

import httpx
import pytest
from fastapi import FastAPI
from PIL import Image
from pydantic import SecretStr
from service_kit.components import components_of
from service_kit.redis_async import RedisConnection
from service_kit.settings import RedisSettings
from service_kit.testing.infrastructure import claim_redis
from service_kit.testing.plugin import running

from app.chroma import Chroma, ChromaSettings
from app.config import Settings
from app.engine.base import Engines
from app.engine.dlib_engine import DlibEngine
from app.engine_settings import EngineSettings, RuleSettings
from app.main import create_app
from app.templates.galleries import Galleries
from app.templates.index import Collection, Index
from app.templates.moving import Moving
from app.templates.recall import RecallCheck
from app.templates.records import Records
from app.templates.registry import Registry
from app.templates.upkeep import Upkeep
from app.upkeep import NothingToDo, drop, list_left, report_move
from app.workers.pool import WorkerPool
from tests import portraits
from tests.conftest import credential_headers
from tests.portraits import OTHER_PEOPLE, as_base64, astronaut, other_person
from tests.remembering import remember_pictures
from tests.second_engine import SecondEngine

FIRST = Index("passengers", DlibEngine.engine_id)
SECOND = Index("passengers", SecondEngine.engine_id)
CONSENT = "consent-17"


class TwoEngines(Settings):
    next_engine: EngineSettings | None = EngineSettings(passengers=RuleSettings(threshold=0.6))
    move_share: float = 0.6

    def make_engines(self) -> Engines:
        return Engines(DlibEngine(), SecondEngine())


@pytest.fixture(scope="module")
async def two(chroma_settings: ChromaSettings) -> TwoEngines:
    redis = RedisSettings(url=SecretStr(await claim_redis()))
    return TwoEngines(chroma=chroma_settings, redis=redis, workers=1)


@pytest.fixture(scope="module")
async def started(two: TwoEngines, patch: pytest.MonkeyPatch) -> AsyncIterator[FastAPI]:
    app = create_app(two)
    remember_pictures(components_of(app).get(WorkerPool), patch)
    async with running(app):
        # The tests say when to look how far the move has come.
        await components_of(app).get(Moving).close()
        yield app


@pytest.fixture
async def app(started: FastAPI, upkeep: Upkeep) -> FastAPI:
    """With nobody enrolled."""
    for engine in components_of(started).get(Moving).engines:
        await upkeep.drop(engine.engine_id)
    components_of(started).get(Moving)._has_moved.clear()
    return started


@pytest.fixture
async def service(app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(app),
        base_url="http://face",
        headers=credential_headers(app.state.settings.internal.secret),
        timeout=30,
    ) as client:
        yield client


@pytest.fixture
async def upkeep(two: TwoEngines) -> AsyncIterator[Upkeep]:
    redis, chroma = RedisConnection(two.redis), Chroma(two.chroma)
    yield Upkeep(Registry(redis), Records(chroma), two.templates.sealer)
    await chroma.close()
    await redis.close()


async def enrol(
    service: httpx.AsyncClient, picture: Image.Image, subject_id: UUID | None = None
) -> UUID:
    subject_id = subject_id or uuid4()
    body = {"image": as_base64(picture), "collection": "passengers", "consent": CONSENT}
    answer = await service.put(f"/faces/{subject_id}", json=body)
    assert answer.status_code == 200, answer.text
    return subject_id


async def held(service: httpx.AsyncClient, subject_id: UUID) -> set[str]:
    answer = (await service.get(f"/faces/{subject_id}")).json()
    return {one["engine_id"] for one in answer["held"]}


async def search(
    service: httpx.AsyncClient, picture: Image.Image, among: list[UUID] | None = None
) -> tuple[str, str, str | None]:
    """Verdict, who answered, and who it is."""
    body = {"image": as_base64(picture), "collection": "passengers"}
    subjects = None if among is None else [str(one) for one in among]
    answer = await service.post("/faces/search", json={**body, "among": subjects})
    assert answer.status_code == 200, answer.text
    found = answer.json()
    first = found["matches"][0]["subject_id"] if found["matches"] else None
    return found["verdict"], found["engine_id"], first


async def answering(app: FastAPI) -> str:
    moving = components_of(app).get(Moving)
    # A question takes over what has changed.
    await components_of(app).get(Galleries).get(FIRST, uuid4())
    await moving.refresh()
    return moving.answering(Collection.PASSENGERS)


class TestWhileMoving:
    async def test_both_engines_make_templates(self, service: httpx.AsyncClient) -> None:
        subject_id = await enrol(service, astronaut())
        assert await held(service, subject_id) == {"dlib-resnet-v1", "second"}

    async def test_the_engine_in_use_answers_until_enough_have_moved(
        self, app: FastAPI, service: httpx.AsyncClient, upkeep: Upkeep
    ) -> None:
        first = await enrol(service, astronaut())
        await enrol(service, other_person(OTHER_PEOPLE[0]))
        await upkeep.drop("second")
        assert await answering(app) == "dlib-resnet-v1"
        assert await search(service, astronaut()) == ("MATCH", "dlib-resnet-v1", str(first))
        # One of two is less than was asked for.
        assert await answering(app) == "dlib-resnet-v1"
        await enrol(service, other_person(OTHER_PEOPLE[1]))
        assert await answering(app) == "second"
        assert await search(service, astronaut()) == ("MATCH", "second", str(first))

    @pytest.mark.parametrize("is_verified", [True, False])
    async def test_a_sure_match_brings_the_next_template_under_the_same_consent(
        self, two: TwoEngines, service: httpx.AsyncClient, upkeep: Upkeep, is_verified: bool
    ) -> None:
        subject_id = await enrol(service, astronaut())
        await upkeep.drop("second")
        assert await held(service, subject_id) == {"dlib-resnet-v1"}
        body = {"image": as_base64(portraits.shifted()), "collection": "passengers"}
        if is_verified:
            await service.post("/faces/verify", json={**body, "subject_id": str(subject_id)})
        else:
            await service.post("/faces/search", json=body)
        assert await held(service, subject_id) == {"dlib-resnet-v1", "second"}
        tickets = await upkeep._registry.get(SECOND, [subject_id])
        (record,) = await upkeep._records.get(SECOND, tickets)
        assert record.consent == CONSENT

    async def test_a_poor_picture_moves_nobody(
        self, service: httpx.AsyncClient, upkeep: Upkeep
    ) -> None:
        subject_id = await enrol(service, astronaut())
        await upkeep.drop("second")
        assert (await search(service, portraits.blurred(2)))[0] == "MATCH"
        assert await held(service, subject_id) == {"dlib-resnet-v1"}

    async def test_a_stranger_moves_nobody(
        self, service: httpx.AsyncClient, upkeep: Upkeep
    ) -> None:
        subject_id = await enrol(service, astronaut())
        await upkeep.drop("second")
        assert (await search(service, other_person(OTHER_PEOPLE[0])))[0] == "UNKNOWN"
        assert await held(service, subject_id) == {"dlib-resnet-v1"}

    async def test_erasing_takes_the_templates_of_both(self, service: httpx.AsyncClient) -> None:
        subject_id = await enrol(service, astronaut())
        removed = (await service.delete(f"/faces/{subject_id}")).json()["removed"]
        assert {one["engine_id"] for one in removed} == {"dlib-resnet-v1", "second"}
        assert await held(service, subject_id) == set()

    async def test_a_new_picture_leaves_nothing_of_the_earlier_one(
        self, service: httpx.AsyncClient
    ) -> None:
        """The second engine cannot see the new one, and must not go on knowing the old one."""
        subject_id = await enrol(service, other_person(OTHER_PEOPLE[0]))
        await enrol(service, portraits.darker(), subject_id)
        assert await held(service, subject_id) == {"dlib-resnet-v1"}


class TestAfterTheSwitch:
    async def test_who_has_not_moved_is_asked_about_by_the_former_engine(
        self, app: FastAPI, service: httpx.AsyncClient
    ) -> None:
        others = [await enrol(service, other_person(one)) for one in OTHER_PEOPLE[:2]]
        left = await enrol(service, portraits.darker())
        assert await answering(app) == "second"
        expected = ("MATCH", "dlib-resnet-v1", str(left))
        # Its picture is too dark for the second engine, so nobody is moved in between.
        for among in (None, [left, *others]):
            assert await search(service, portraits.blurred(2), among) == expected
        someone = await search(service, other_person(OTHER_PEOPLE[0]))
        assert someone == ("MATCH", "second", str(others[0]))

    async def test_a_picture_that_only_the_former_engine_can_see(
        self, app: FastAPI, service: httpx.AsyncClient
    ) -> None:
        subject_id = await enrol(service, astronaut())
        assert await answering(app) == "second"
        found = await search(service, portraits.darker())
        assert found == ("MATCH", "dlib-resnet-v1", str(subject_id))

    async def test_a_stranger_is_unknown_to_both(
        self, app: FastAPI, service: httpx.AsyncClient
    ) -> None:
        await enrol(service, astronaut())
        assert await answering(app) == "second"
        verdict, _, found = await search(service, other_person(OTHER_PEOPLE[0]))
        assert (verdict, found) == ("UNKNOWN", None)

    async def test_erasures_do_not_send_questions_back(
        self, app: FastAPI, service: httpx.AsyncClient
    ) -> None:
        moved = await enrol(service, astronaut())
        assert await answering(app) == "second"
        await enrol(service, portraits.darker())
        await service.delete(f"/faces/{moved}")
        assert await answering(app) == "second"


async def test_metrics_tell_how_far_it_is(app: FastAPI, service: httpx.AsyncClient) -> None:
    await enrol(service, astronaut())
    await enrol(service, portraits.darker())
    await answering(app)
    await components_of(app).get(RecallCheck).measure()
    told = (await service.get("/metrics")).text.splitlines()
    labels = 'collection="passengers",engine="{}"'.format
    assert 'face_moved_share{collection="passengers"} 0.5' in told
    assert f"face_answering{{{labels('dlib-resnet-v1')}}} 1.0" in told
    assert f"face_templates{{{labels('dlib-resnet-v1')}}} 2.0" in told
    assert f"face_templates{{{labels('second')}}} 1.0" in told
    assert f"face_search_recall{{{labels('second')}}} 1.0" in told


async def test_the_next_engine_can_be_evaluated_before_it_answers(
    service: httpx.AsyncClient,
) -> None:
    await enrol(service, astronaut())
    await enrol(service, other_person(OTHER_PEOPLE[0]))
    told = (await service.get("/faces/evaluate", params={"next_engine": True})).json()
    assert (told["engine_id"], told["impostor_pairs"]) == ("second", 1)
    assert told["in_use"]["threshold"] == 0.6
    assert told["det_curve"][0]["threshold"] > 0.6


class TestUpkeepOfAMove:
    async def test_tells_how_far_it_is_and_who_is_left(
        self, two: TwoEngines, service: httpx.AsyncClient
    ) -> None:
        await enrol(service, astronaut())
        left = await enrol(service, portraits.darker())
        passengers, watchlist = await report_move(two)
        assert passengers.startswith("passengers: 1 of 2 have moved from dlib-resnet-v1 to second")
        assert passengers.endswith("(50.0%, wanted 60.0%); dlib-resnet-v1 answers")
        assert watchlist.startswith("watchlist: 0 of 0")
        assert await list_left(two) == [f"passengers {left}"]

    async def test_drops_what_a_former_engine_has_made(
        self, two: TwoEngines, service: httpx.AsyncClient
    ) -> None:
        subject_id = await enrol(service, astronaut())
        after = Settings(chroma=two.chroma, redis=two.redis)
        assert await drop(after, "second") == 1
        assert await held(service, subject_id) == {"dlib-resnet-v1"}
        assert await drop(after, "second") == 0

    async def test_drops_nothing_that_is_in_use(self, two: TwoEngines) -> None:
        with pytest.raises(NothingToDo, match="second is in use"):
            await drop(two, "second")

    async def test_there_may_be_no_move(self, settings: Settings) -> None:
        with pytest.raises(NothingToDo, match="FACE_NEXT_ENGINE names no engine"):
            await report_move(settings)


def test_one_cannot_move_to_the_engine_in_use() -> None:
    with pytest.raises(ValueError, match="FACE_NEXT_ENGINE is the engine in use"):
        Settings(next_engine=EngineSettings()).make_engines()
