"""`python -m app` serves base_server."""

from service_kit.serving import serve

from app.config import Settings
from app.main import create_app

serve(Settings(), create_app)
