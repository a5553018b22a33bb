from typing import Annotated

from fastapi import Depends, Request

from app.config import Settings, SnapshotSettings


async def _snapshot_settings(request: Request) -> SnapshotSettings:
    settings: Settings = request.app.state.settings
    return settings.snapshots


SnapshotSettingsDep = Annotated[SnapshotSettings, Depends(_snapshot_settings)]
