from http import HTTPStatus

from service_kit.errors import ServiceError


class WebhookNotFound(ServiceError):
    status = HTTPStatus.NOT_FOUND
    code = "WEBHOOK_NOT_FOUND"
    detail = "There is no webhook subscription with this id. See GET /admin/webhooks."


class DeliveryNotFound(ServiceError):
    status = HTTPStatus.NOT_FOUND
    code = "DELIVERY_NOT_FOUND"
    detail = "This subscription has no delivery with this id. See its deliveries."


class DeliveryPending(ServiceError):
    status = HTTPStatus.CONFLICT
    code = "DELIVERY_PENDING"
    detail = "This delivery still has attempts before it. See due_at."


class WebhookUrlRefused(ServiceError):
    status = HTTPStatus.CONFLICT
    code = "WEBHOOK_URL_REFUSED"
    detail = "Events go to public https addresses only. Give the address of a public receiver."
