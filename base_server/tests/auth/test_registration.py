"""Registering robots and store terminals."""

import asyncio
from uuid import UUID, uuid4

import httpx
import pytest
from base_api import Privilege
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import dsa, ec, ed25519, rsa
from sqlalchemy.ext.asyncio import AsyncSession
from store_api import StoreSummary

from app.models import Engineer
from tests.auth.conftest import register
from tests.devices import PrivateKey, new_rsa, pem
from tests.factories import PASSWORD, create_engineer
from tests.fakes import FakeStores


def _ed25519() -> ed25519.Ed25519PrivateKey:
    return ed25519.Ed25519PrivateKey.generate()


def _spki(key: rsa.RSAPublicKey) -> str:
    form = serialization.PublicFormat.SubjectPublicKeyInfo
    return key.public_bytes(serialization.Encoding.PEM, form).decode()


class TestRegisterRobot:
    async def test_wrong_password(self, client: httpx.AsyncClient, engineer: Engineer) -> None:
        answer = await register(client, engineer, _ed25519(), password="wrong")
        assert (answer.status_code, answer.json()["code"]) == (401, "BAD_CREDENTIALS")

    async def test_unknown_login_reads_like_a_wrong_password(
        self, client: httpx.AsyncClient, engineer: Engineer
    ) -> None:
        unknown = await register(client, engineer, _ed25519(), login="nobody")
        wrong = await register(client, engineer, _ed25519(), password="wrong")
        assert unknown.json() | {"request_id": ""} == wrong.json() | {"request_id": ""}

    @pytest.mark.parametrize("privileges", [0, sum(Privilege) & ~Privilege.ROBOT_LOGIN])
    async def test_engineer_without_the_privilege(
        self, client: httpx.AsyncClient, session: AsyncSession, privileges: int
    ) -> None:
        engineer = await create_engineer(session, privileges=privileges)
        answer = await register(client, engineer, _ed25519())
        assert (answer.status_code, answer.json()["code"]) == (403, "PRIVILEGE_REQUIRED")

    @pytest.mark.parametrize(
        "public_key",
        [
            "rubbish",
            pem(new_rsa(1024)),
            _spki(rsa.RSAPublicNumbers(65537, 2**8200 + 1).public_key()),
            pem(ec.generate_private_key(ec.SECP384R1())),
            dsa.generate_private_key(2048)
            .public_key()
            .public_bytes(
                serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
            )
            .decode(),
        ],
        ids=["no key", "RSA 1024", "RSA 8201", "P-384", "DSA"],
    )
    async def test_unsupported_key(
        self, client: httpx.AsyncClient, engineer: Engineer, public_key: str
    ) -> None:
        answer = await register(client, engineer, _ed25519(), public_key=public_key)
        assert (answer.status_code, answer.json()["code"]) == (409, "UNSUPPORTED_KEY")

    async def test_key_in_use(self, client: httpx.AsyncClient, engineer: Engineer) -> None:
        key = _ed25519()
        await register(client, engineer, key)
        # The same key with other line ends is the same key.
        answer = await register(client, engineer, key, public_key=pem(key).replace("\n", "\r\n"))
        assert (answer.status_code, answer.json()["code"]) == (409, "KEY_IN_USE")

    async def test_one_key_sent_by_many_at_once_is_registered_once(
        self, client: httpx.AsyncClient, engineer: Engineer
    ) -> None:
        key = _ed25519()
        answers = await asyncio.gather(*(register(client, engineer, key) for _ in range(5)))
        assert sorted(answer.status_code for answer in answers) == [201, 409, 409, 409, 409]

    @pytest.mark.parametrize(
        "key",
        [new_rsa(), new_rsa(3072), ec.generate_private_key(ec.SECP256R1()), _ed25519()],
        ids=["RSA 2048", "RSA 3072", "P-256", "Ed25519"],
    )
    async def test_supported_key(
        self, client: httpx.AsyncClient, engineer: Engineer, key: PrivateKey
    ) -> None:
        answer = await register(client, engineer, key)
        assert answer.status_code == 201
        assert answer.json()["server"] == "provodnik-local"


class TestRegisterStoreTerminal:
    @pytest.fixture
    def store_id(self, stores: FakeStores) -> UUID:
        store = StoreSummary(
            id=uuid4(), name="Bistro", description="", logo_url=None, store_type="RESTAURANT"
        )
        stores.known[store.id] = store
        return store.id

    async def _register(
        self,
        client: httpx.AsyncClient,
        engineer: Engineer,
        store_id: object,
        key: PrivateKey | None = None,
    ) -> httpx.Response:
        body = {
            "login": engineer.login,
            "password": PASSWORD,
            "public_key": pem(key or _ed25519()),
            "store_id": str(store_id),
        }
        return await client.post("/auth/store/register", json=body)

    async def test_engineer_without_the_privilege(
        self, client: httpx.AsyncClient, session: AsyncSession
    ) -> None:
        others = sum(Privilege) & ~Privilege.STORE_LOGIN
        engineer = await create_engineer(session, privileges=others)
        answer = await self._register(client, engineer, uuid4())
        assert (answer.status_code, answer.json()["code"]) == (403, "PRIVILEGE_REQUIRED")

    async def test_unknown_store(self, client: httpx.AsyncClient, engineer: Engineer) -> None:
        answer = await self._register(client, engineer, uuid4())
        assert (answer.status_code, answer.json()["code"]) == (404, "STORE_NOT_FOUND")

    async def test_store_server_away(
        self, client: httpx.AsyncClient, engineer: Engineer, stores: FakeStores
    ) -> None:
        stores.is_away = True
        answer = await self._register(client, engineer, uuid4())
        assert (answer.status_code, answer.json()["code"]) == (503, "NEIGHBOUR_UNAVAILABLE")

    async def test_open_store(
        self, client: httpx.AsyncClient, engineer: Engineer, store_id: UUID
    ) -> None:
        answer = await self._register(client, engineer, store_id)
        assert answer.status_code == 201

    async def test_key_of_a_robot(
        self, client: httpx.AsyncClient, engineer: Engineer, store_id: UUID
    ) -> None:
        key = _ed25519()
        await register(client, engineer, key)
        answer = await self._register(client, engineer, store_id, key)
        assert (answer.status_code, answer.json()["code"]) == (409, "KEY_IN_USE")

    async def test_key_of_a_terminal(
        self, client: httpx.AsyncClient, engineer: Engineer, store_id: UUID
    ) -> None:
        key = _ed25519()
        await self._register(client, engineer, store_id, key)
        answer = await register(client, engineer, key)
        assert (answer.status_code, answer.json()["code"]) == (409, "KEY_IN_USE")
