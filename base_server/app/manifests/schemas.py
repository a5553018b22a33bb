import base64
import datetime as dt
from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from service_kit.schemas import Schema
from ticket_rules import ManifestTicket, SignedManifest, TicketState

from app.manifests.keys import SigningKey


@dataclass(slots=True)
class ManifestTicketRead:
    """`code_hash` is the SHA-256 of the code in hex, `date` when the passenger departs."""

    # No model: to make 1,500 of those costs more than all the rest of the answer.
    id: UUID
    code_hash: str
    wagon_number: int
    place_number: int
    station_id: str
    destination: str
    date: dt.datetime
    state: TicketState
    boarded_at: dt.datetime | None

    @classmethod
    def of(cls, ticket: ManifestTicket) -> "ManifestTicketRead":
        return cls(
            id=ticket.id,
            code_hash=ticket.code_hash,
            wagon_number=ticket.wagon_number,
            place_number=ticket.place_number,
            station_id=ticket.station_id,
            destination=ticket.destination,
            date=ticket.departs_at,
            state=ticket.state,
            boarded_at=ticket.boarded_at,
        )


class ManifestRead(Schema):
    """All tickets of a run, or with `since` those that have changed after that version.

    `digest` is of all tickets in both cases: when a robot's own differs after a delta, it asks for
    the whole. `signature` is Ed25519 in base64 over the canonical form of `ticket_rules`.
    """

    platform: str
    train_number: str
    train_date: dt.date
    version: str
    since: str | None
    digest: str
    issued_at: dt.datetime
    expires_at: dt.datetime
    key_id: str
    signature: str
    tickets: list[ManifestTicketRead]

    @classmethod
    def of(cls, manifest: SignedManifest) -> "ManifestRead":
        header = manifest.header
        return cls.model_construct(
            platform=header.platform,
            train_number=header.run.train_number,
            train_date=header.run.train_date,
            version=header.version,
            since=header.since,
            digest=header.digest,
            issued_at=header.issued_at,
            expires_at=header.expires_at,
            key_id=header.key_id,
            signature=base64.b64encode(manifest.signature).decode(),
            tickets=[ManifestTicketRead.of(ticket) for ticket in manifest.tickets],
        )


class Jwk(Schema):
    """A public key as in RFC 8037."""

    kty: Literal["OKP"] = "OKP"
    crv: Literal["Ed25519"] = "Ed25519"
    alg: Literal["EdDSA"] = "EdDSA"
    use: Literal["sig"] = "sig"
    kid: str
    x: str

    @classmethod
    def of(cls, key: SigningKey) -> "Jwk":
        x = base64.urlsafe_b64encode(key.public_bytes).decode().rstrip("=")
        return cls(kid=key.id, x=x)


class JwkSet(Schema):
    keys: list[Jwk]
