"""The table of the record, for a migration of each service that keeps one.

A migration never changes once it ran somewhere. When the table changes, a second pair of functions
is added here and each service calls it in a migration of its own.
"""

import sqlalchemy as sa
from alembic import op
from service_kit.audit.guard import GUARD
from sqlalchemy.dialects import postgresql

_INDEXES = ("caller_id", "action", "subject_kind", "subject_id")
_ACTS_OF_A_CALLER = "ix_audit_entries_caller_id_action_id"


def create_audit_table() -> None:
    op.create_table(
        "audit_entries",
        sa.Column("id", sa.Uuid(), server_default=sa.text("uuidv7()"), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("caller_kind", sa.String(20), nullable=False),
        sa.Column("caller_id", sa.Uuid(), nullable=True),
        sa.Column("caller_name", sa.String(200), nullable=True),
        sa.Column("address", sa.String(64), nullable=True),
        sa.Column("request_id", sa.String(128), nullable=False),
        sa.Column("operation", sa.String(), nullable=True),
        sa.Column("action", sa.String(100), nullable=False),
        sa.Column("subject_kind", sa.String(63), nullable=True),
        sa.Column("subject_id", sa.Uuid(), nullable=True),
        sa.Column("changes", postgresql.JSON(), nullable=True),
        sa.Column("salt", sa.LargeBinary(), nullable=True),
        sa.Column("commitment", sa.LargeBinary(), nullable=False),
        sa.Column("previous_hash", sa.LargeBinary(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_audit_entries"),
        sa.UniqueConstraint("position", name="uq_audit_entries_position"),
        sa.CheckConstraint("position > 0", name="ck_audit_entries_position"),
    )
    for column in _INDEXES:
        op.create_index(f"ix_audit_entries_{column}_id", "audit_entries", [column, "id"])
    for statement in GUARD:
        op.execute(statement)


def drop_audit_table() -> None:
    op.drop_table("audit_entries")
    op.execute("DROP FUNCTION keep_audit_entries()")


def index_acts_of_a_caller() -> None:
    op.create_index(_ACTS_OF_A_CALLER, "audit_entries", ["caller_id", "action", "id"])


def drop_index_of_acts_of_a_caller() -> None:
    op.drop_index(_ACTS_OF_A_CALLER, "audit_entries")
