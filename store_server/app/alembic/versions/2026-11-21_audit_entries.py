"""The record of who changed what."""

from service_kit.audit.tables import create_audit_table, drop_audit_table

revision = "s011_audit_entries"
down_revision = "s010_who_did_tasks"
branch_labels = None
depends_on = None


def upgrade() -> None:
    create_audit_table()


def downgrade() -> None:
    drop_audit_table()
