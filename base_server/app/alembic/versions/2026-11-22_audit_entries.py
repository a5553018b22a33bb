"""The record of who changed what."""

from service_kit.audit.tables import create_audit_table, drop_audit_table

revision = "b004_audit_entries"
down_revision = "b003_offline_checks"
branch_labels = None
depends_on = None


def upgrade() -> None:
    create_audit_table()


def downgrade() -> None:
    drop_audit_table()
