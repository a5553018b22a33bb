"""A receiver of Provodnik's webhooks. `pip install aiohttp standardwebhooks`, then

WEBHOOK_SECRET=whsec_… python webhook_receiver.py
"""

import json
import os
from typing import Any

from aiohttp import web
from standardwebhooks import Webhook, WebhookVerificationError


def make_app(secret: str, books: list[dict[str, Any]]) -> web.Application:
    """`books` stands for your own system."""
    seen: set[str] = set()  # keep it as long as your books: an event may come more than once

    async def receive(request: web.Request) -> web.Response:
        body = await request.text()
        try:
            Webhook(secret).verify(body, dict(request.headers))
        except WebhookVerificationError:
            return web.Response(status=401)
        message_id = request.headers["webhook-id"]
        if message_id not in seen:
            books.append(json.loads(body))
            seen.add(message_id)
        return web.Response(status=204)

    app = web.Application()
    app.router.add_post("/provodnik", receive)
    return app


if __name__ == "__main__":
    web.run_app(make_app(os.environ["WEBHOOK_SECRET"], []), port=9000)
