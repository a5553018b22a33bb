"""The database itself notes which transaction changed a ticket last."""

from alembic import op

revision = "b009_tickets_changed_xid"
down_revision = "b008_consents_erasures"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("""
        CREATE FUNCTION note_ticket_change() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            NEW.changed_xid := pg_current_xact_id()::text::bigint;
            RETURN NEW;
        END
        $$
    """)
    op.execute("""
        CREATE TRIGGER note_change BEFORE UPDATE ON tickets
        FOR EACH ROW EXECUTE FUNCTION note_ticket_change()
    """)


def downgrade() -> None:
    op.execute("DROP TRIGGER note_change ON tickets")
    op.execute("DROP FUNCTION note_ticket_change()")
