"""PostgreSQL: engine and sessions, the driver for hot statements, models and migrations."""

from service_kit.database.base import Base, CreatedAt, Timestamped
from service_kit.database.dependencies import DatabaseDep, SessionDep
from service_kit.database.engine import Database

__all__ = ["Base", "CreatedAt", "Database", "DatabaseDep", "SessionDep", "Timestamped"]
