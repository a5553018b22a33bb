import pytest
from base_api import Privilege
from service_kit.testing.plugin import SignIn

from tests.security import Headers


@pytest.fixture
async def security(sign_in: SignIn) -> Headers:
    return await sign_in("engineer", name="guard", privileges=Privilege.SECURITY)


@pytest.fixture
async def colleague(sign_in: SignIn) -> Headers:
    return await sign_in("engineer", name="colleague", privileges=Privilege.SECURITY)
