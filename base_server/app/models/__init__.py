"""All tables of base_db; importing this package registers them."""

from service_kit.audit import AuditEntry
from service_kit.idempotency.models import IdempotencyKey
from service_kit.outbox.models import OutboxEvent

from app.models.active_store import ActiveStore
from app.models.attraction import Attraction
from app.models.auth_card import AuthCard
from app.models.camera import Camera
from app.models.check_upload import CheckUpload
from app.models.engineer import Engineer
from app.models.erasure import Erasure
from app.models.face_consent import ConsentSource, FaceConsent
from app.models.former_key import FormerKey
from app.models.hotel import Hotel
from app.models.incident import FaceMatching, Incident, IncidentKind, IncidentState
from app.models.incident_details import IncidentComment, IncidentParticipant, IncidentSnapshot
from app.models.keycloak_user import KeycloakUser
from app.models.robot import Robot
from app.models.robot_command import CommandKind, CommandOutcome, RobotCommand
from app.models.robot_heartbeat import Connection, RobotHeartbeat, RobotState
from app.models.station import Station
from app.models.ticket import Ticket
from app.models.ticket_check import CheckSource, TicketCheck
from app.models.train_store import TrainStore
from app.models.user import User
from app.models.watch_list_entry import WatchListEntry

__all__ = [
    "ActiveStore",
    "Attraction",
    "AuditEntry",
    "AuthCard",
    "Camera",
    "CheckSource",
    "CheckUpload",
    "CommandKind",
    "CommandOutcome",
    "Connection",
    "ConsentSource",
    "Engineer",
    "Erasure",
    "FaceConsent",
    "FaceMatching",
    "FormerKey",
    "Hotel",
    "IdempotencyKey",
    "Incident",
    "IncidentComment",
    "IncidentKind",
    "IncidentParticipant",
    "IncidentSnapshot",
    "IncidentState",
    "KeycloakUser",
    "OutboxEvent",
    "Robot",
    "RobotCommand",
    "RobotHeartbeat",
    "RobotState",
    "Station",
    "Ticket",
    "TicketCheck",
    "TrainStore",
    "User",
    "WatchListEntry",
]
