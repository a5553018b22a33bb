"""What the settings say about stores."""

from typing import Annotated

from fastapi import Depends
from starlette.requests import Request

from app.config import Settings


async def _usual_minutes(request: Request) -> int:
    settings: Settings = request.app.state.settings
    return settings.tasks.preparation_minutes


UsualMinutesDep = Annotated[int, Depends(_usual_minutes)]
