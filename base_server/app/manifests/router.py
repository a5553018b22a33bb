import datetime as dt
from typing import Annotated

from base_api import RobotDep
from fastapi import Header, Query, Response
from service_kit.database import DatabaseDep
from service_kit.errors import problems
from service_kit.routing import feature_router

from app.manifests import service
from app.manifests.keys import ManifestKeysDep
from app.manifests.schemas import Jwk, JwkSet, ManifestRead
from app.manifests.versions import MAXIMUM_LENGTH
from app.robots.errors import NoTrip, RobotNotFound

router = feature_router("/robot/manifest", tag="manifests")

Since = Annotated[
    str | None,
    Query(
        max_length=MAXIMUM_LENGTH,
        description="`version` of the robot's copy. What is not one of this run gives the whole.",
    ),
]
KnownEtags = Annotated[
    str | None, Header(alias="If-None-Match", description="`ETag` of the robot's copy.")
]


@router.get(
    "",
    summary="Get the manifest of my run",
    response_model=ManifestRead,
    responses=problems(NoTrip, RobotNotFound)
    | {304: {"description": "Nothing has changed, and the robot's copy is fresh enough."}},
)
async def get_manifest(
    robot: RobotDep,
    database: DatabaseDep,
    keys: ManifestKeysDep,
    response: Response,
    since: Since = None,
    known_etags: KnownEtags = None,
) -> ManifestRead | Response:
    """The tickets of the robot's run, signed; with `since`, those that changed after it."""
    answer = await service.get_manifest(
        database, keys, robot.id, since=since, known_etags=known_etags
    )
    if answer.manifest is None:
        return Response(status_code=304, headers={"ETag": answer.etag})
    response.headers["ETag"] = answer.etag
    return ManifestRead.of(answer.manifest)


@router.get("/keys", summary="List the public keys of manifests")
async def list_manifest_keys(_: RobotDep, keys: ManifestKeysDep) -> JwkSet:
    """A JWK set: of the period before, of this one and of the next."""
    now = dt.datetime.now(dt.UTC)
    return JwkSet(keys=[Jwk.of(key) for key in keys.published(now)])
