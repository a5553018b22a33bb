"""`python -m app` serves store_server."""

from service_kit.serving import serve

serve("app")
