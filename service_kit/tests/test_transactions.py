"""The answer tells of what is committed."""

import httpx
from service_kit.testing.plugin import SignIn


async def test_a_commit_that_fails_is_never_a_success(
    client: httpx.AsyncClient, sign_in: SignIn
) -> None:
    headers = await sign_in("engineer", privileges=1)
    answer = await client.post("/notes/lost", headers=headers)
    assert answer.status_code == 500
    listed = await client.get("/notes", headers=headers)
    assert listed.json()["total"] == 0
