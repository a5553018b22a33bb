"""Tickets tell when they changed; checks may be made without the uplink."""

import sqlalchemy as sa
from alembic import op

revision = "b003_offline_checks"
down_revision = "b002_robot_heartbeats_commands"
branch_labels = None
depends_on = None

_CHECK_COLUMNS = (
    "settlement",
    "settled_by",
    "settled_at",
    "code_hash",
    "upload_id",
    "device_time",
    "device_sequence",
    "cause",
    "standing",
    "wagon_number",
    "train_date",
    "train_number",
    "source",
)


def upgrade() -> None:
    _extend_tickets()
    _create_check_uploads()
    _extend_ticket_checks()


def downgrade() -> None:
    # Only what the server itself was asked has a place in the older table.
    op.execute("DELETE FROM ticket_checks WHERE source = 'OFFLINE'")
    for name in ("conflict", "refused", "sequence"):
        op.drop_index(f"ix_ticket_checks_{name}", "ticket_checks")
    op.drop_constraint("uq_ticket_checks_robot_id_request_id_source", "ticket_checks")
    for column in _CHECK_COLUMNS:
        op.drop_column("ticket_checks", column)
    op.create_unique_constraint(
        "uq_ticket_checks_robot_id_request_id", "ticket_checks", ["robot_id", "request_id"]
    )
    op.drop_table("check_uploads")
    op.drop_index("ix_tickets_state", "tickets")
    op.drop_index("ix_tickets_run", "tickets")
    for column in ("changed_xid", "code_encrypted", "revoked_at"):
        op.drop_column("tickets", column)


def _extend_tickets() -> None:
    op.add_column("tickets", sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("tickets", sa.Column("code_encrypted", sa.LargeBinary(), nullable=True))
    op.add_column(
        "tickets",
        sa.Column(
            "changed_xid",
            sa.BigInteger(),
            server_default=sa.text("pg_current_xact_id()::text::bigint"),
            nullable=False,
        ),
    )
    op.execute("UPDATE tickets SET revoked_at = now() WHERE state = 'REVOKED'")
    op.create_index("ix_tickets_run", "tickets", ["train_number", "start_date", "id"])
    op.create_index("ix_tickets_state", "tickets", ["state", "id"])


def _create_check_uploads() -> None:
    op.create_table(
        "check_uploads",
        sa.Column("id", sa.Uuid(), server_default=sa.text("uuidv7()"), nullable=False),
        sa.Column("robot_id", sa.Uuid(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("device_time", sa.DateTime(timezone=True), nullable=False),
        sa.Column("clock_offset_seconds", sa.Float(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("received_through", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_check_uploads"),
        sa.ForeignKeyConstraint(
            ["robot_id"], ["robots.id"], name="fk_check_uploads_robot_id_robots"
        ),
    )
    op.create_index("ix_check_uploads_robot_id", "check_uploads", ["robot_id", "id"])


def _extend_ticket_checks() -> None:
    for column in (
        sa.Column("source", sa.String(20), server_default="ONLINE", nullable=False),
        sa.Column("train_number", sa.String(20), nullable=True),
        sa.Column("train_date", sa.Date(), nullable=True),
        sa.Column("wagon_number", sa.Integer(), nullable=True),
        sa.Column("standing", sa.String(20), nullable=True),
        sa.Column("cause", sa.String(20), nullable=True),
        sa.Column("device_sequence", sa.BigInteger(), nullable=True),
        sa.Column("device_time", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "upload_id",
            sa.Uuid(),
            sa.ForeignKey("check_uploads.id", name="fk_ticket_checks_upload_id_check_uploads"),
            nullable=True,
        ),
        sa.Column("code_hash", sa.LargeBinary(), nullable=True),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("settled_by", sa.String(60), nullable=True),
        sa.Column("settlement", sa.String(1000), nullable=True),
    ):
        op.add_column("ticket_checks", column)
    # Until now each accepted boarding was the only one of its ticket.
    op.execute(
        "UPDATE ticket_checks SET standing = 'HOLDS' WHERE mode = 'BOARD' AND verdict = 'OK'"
    )
    op.drop_constraint("uq_ticket_checks_robot_id_request_id", "ticket_checks")
    op.create_unique_constraint(
        "uq_ticket_checks_robot_id_request_id_source",
        "ticket_checks",
        ["robot_id", "request_id", "source"],
    )
    for name, columns, condition in (
        ("sequence", ["robot_id", "device_sequence"], "source = 'OFFLINE'"),
        ("conflict", ["id"], "standing = 'CONFLICT'"),
        ("refused", ["train_number", "train_date"], "verdict = 'REFUSED'"),
    ):
        op.create_index(
            f"ix_ticket_checks_{name}",
            "ticket_checks",
            columns,
            postgresql_where=sa.text(condition),
        )
