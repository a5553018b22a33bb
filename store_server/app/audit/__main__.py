"""`python -m app.audit verify`."""

from service_kit.audit.command import main

from app.config import Settings

main(Settings().database)
