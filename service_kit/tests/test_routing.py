"""Deny by default."""

import pytest
from service_kit.routing import feature_router, require_guards


def test_a_route_that_names_no_caller_does_not_start() -> None:
    router = feature_router("/things", tag="things")

    @router.get("")
    async def open_to_all_by_mistake() -> None: ...

    with pytest.raises(RuntimeError, match="names no caller"):
        require_guards([router])
