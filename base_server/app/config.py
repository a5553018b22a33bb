"""Settings of base_server, from variables that begin with BASE_."""

from typing import Annotated

from base_api import Privilege
from pydantic import AfterValidator, BaseModel, Field, SecretStr
from pydantic_settings import SettingsConfigDict
from service_kit.settings import (
    DatabaseSettings,
    InternalSettings,
    PeerSettings,
    RedisSettings,
    ServiceSettings,
    SessionSettings,
)


class BootstrapSettings(BaseModel):
    """The engineer that is made, or gets all privileges back, when nobody may administrate."""

    login: str = "admin"
    password: SecretStr = SecretStr("provodnik-admin")


class TicketCodeSettings(BaseModel):
    """The secret under which codes are kept for their owners. To change it, put the old one into
    `former_secret` for as long as tickets from before are to be shown."""

    secret: SecretStr = SecretStr("provodnik-development-secret-codes")
    former_secret: SecretStr | None = None


class AuthCardSettings(BaseModel):
    """The secret under which the keys of cards are hashed. To change it, put the old one into
    `former_secret` until every card has been given out anew."""

    secret: SecretStr = SecretStr("provodnik-development-secret-cards")
    former_secret: SecretStr | None = None


class ManifestSettings(BaseModel):
    """Signed lists of tickets for robots without the uplink.

    A robot may check by a manifest for `lifetime_seconds`, and is given a fresh one when its own is
    older than `renewal_seconds`. The signing keys are derived from `secret`, another one every
    `key_days`. To change it, put the old one into `former_secret` until the last manifest signed
    with it has expired.
    """

    secret: SecretStr = SecretStr("provodnik-development-secret-manifests")
    former_secret: SecretStr | None = None
    key_days: int = Field(default=30, ge=1)
    renewal_seconds: int = Field(default=3600, ge=1)
    lifetime_seconds: int = Field(default=24 * 3600, ge=60)


class SnapshotSettings(BaseModel):
    """Pictures of incidents: what encrypts them, how long they are kept, how large they may be. To
    change the secret, put the old one into `former_secret` until its last picture is deleted."""

    secret: SecretStr = SecretStr("provodnik-development-secret-snapshots")
    former_secret: SecretStr | None = None
    retention_days: int = Field(default=30, ge=1, le=365)
    max_bytes: int = 3 * 1024 * 1024


def _require_privilege(name: str) -> str:
    if name not in Privilege.__members__:
        raise ValueError(f"is none of {', '.join(Privilege.__members__)}")
    return name


class IdentitySettings(BaseModel):
    """The OpenID provider at which passengers sign in, and staff whose roles there map to
    privileges.

    `issuer` is its name and its address for browsers. Where this server reaches it elsewhere, that
    is `internal_url`, with what stands at the same paths. `staff_roles`: role → privileges; the
    roles stand in the ID token as the list `roles_claim`. Without any, staff sign in by password.
    """

    issuer: str = "http://localhost:8080/keycloak"
    internal_url: str | None = None
    client_id: str = "base_server"
    client_secret: SecretStr = SecretStr("provodnik-development-secret-identity")
    roles_claim: str = "roles"
    staff_roles: dict[str, list[Annotated[str, AfterValidator(_require_privilege)]]] = {}


class Settings(ServiceSettings):
    model_config = SettingsConfigDict(env_prefix="BASE_")

    port: int = 8010
    # Devices sign it beside their challenge, so that no other platform can use the signature.
    platform_name: str = Field(default="provodnik-local", pattern=r"^[A-Za-z0-9._-]{1,60}$")
    admin_api_enabled: bool = True
    bootstrap: BootstrapSettings = BootstrapSettings()
    database: DatabaseSettings = DatabaseSettings(
        url=SecretStr("postgresql+asyncpg://base:provodnik-dev@127.0.0.1:5432/base_db")
    )
    redis: RedisSettings = RedisSettings()
    sessions: SessionSettings = SessionSettings()
    internal: InternalSettings = InternalSettings(
        secret=SecretStr("provodnik-development-secret-base")
    )
    ticket_codes: TicketCodeSettings = TicketCodeSettings()
    auth_cards: AuthCardSettings = AuthCardSettings()
    manifests: ManifestSettings = ManifestSettings()
    snapshots: SnapshotSettings = SnapshotSettings()
    identity: IdentitySettings = IdentitySettings()
    face_api: PeerSettings = PeerSettings(
        url="http://127.0.0.1:8081/face_api", secret=SecretStr("provodnik-development-secret-face")
    )
    store_api: PeerSettings = PeerSettings(
        url="http://127.0.0.1:8081/store_api",
        secret=SecretStr("provodnik-development-secret-store"),
    )
