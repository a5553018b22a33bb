"""`python -m app` serves base_server."""

from service_kit.serving import serve

serve("app")
