"""All tables of store_db; importing this package registers them."""

from service_kit.audit import AuditEntry
from service_kit.idempotency.models import IdempotencyKey
from service_kit.outbox.models import OutboxEvent

from app.models.allotment import Allotment, AllotmentMovement, AllotmentReason
from app.models.purchase import Purchase
from app.models.purchase_item import PurchaseItem
from app.models.refund import Refund
from app.models.refund_item import RefundItem
from app.models.reservation import Reservation, ReservationState
from app.models.robot_sale import RobotSale, SaleReason, SaleResult
from app.models.shift_report import ShiftReport
from app.models.stock_movement import MovementReason, StockMovement
from app.models.store import Store, StoreType
from app.models.store_item import Allergen, StoreItem, available_now
from app.models.task import Task, TaskState
from app.models.webhook_delivery import DeliveryState, WebhookDelivery
from app.models.webhook_subscription import WebhookSubscription

__all__ = [
    "Allergen",
    "Allotment",
    "AllotmentMovement",
    "AllotmentReason",
    "AuditEntry",
    "DeliveryState",
    "IdempotencyKey",
    "MovementReason",
    "OutboxEvent",
    "Purchase",
    "PurchaseItem",
    "Refund",
    "RefundItem",
    "Reservation",
    "ReservationState",
    "RobotSale",
    "SaleReason",
    "SaleResult",
    "ShiftReport",
    "StockMovement",
    "Store",
    "StoreItem",
    "StoreType",
    "Task",
    "TaskState",
    "WebhookDelivery",
    "WebhookSubscription",
    "available_now",
]
