from pydantic import BaseModel


class DependencyStatus(BaseModel):
    status: str
    required: bool


class Readiness(BaseModel):
    """`status`: OK, DEGRADED or UNAVAILABLE. `environment` where the server tells it."""

    status: str
    dependencies: dict[str, DependencyStatus]
    environment: str | None = None
