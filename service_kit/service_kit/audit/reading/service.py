"""Reading the record."""

from service_kit.audit import AuditEntry, record
from service_kit.audit.reading import repository
from service_kit.audit.reading.schemas import AuditFilters, AuditRead
from service_kit.database import Database
from service_kit.paging import Page, PageQuery, paginate
from service_kit.row_files import keyset_batches
from service_kit.row_files.answer import Batches
from sqlalchemy.ext.asyncio import AsyncSession

EXPORTED_COLUMNS = tuple(AuditRead.model_fields)


async def list_entries(
    session: AsyncSession, page: PageQuery, filters: AuditFilters
) -> Page[AuditRead]:
    query = repository.filtered(filters.by_column, filters.from_time, filters.to_time)
    return await paginate(session, query, AuditEntry, page, AuditRead.of)


def export_entries(session: AsyncSession, database: Database, filters: AuditFilters) -> Batches:
    """The oldest first. That somebody took the record with them comes on record, too."""
    given = {
        **filters.by_column,
        "from": filters.from_time,
        "to": filters.to_time,
    }
    record(session, action="audit_entries.exported", details=given)
    query = repository.filtered(filters.by_column, filters.from_time, filters.to_time)
    columns = repository.as_columns(query, EXPORTED_COLUMNS)
    return keyset_batches(database, columns, AuditEntry.id)
