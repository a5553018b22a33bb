"""Z reports, and what each of them covers."""

import sqlalchemy as sa
from alembic import op

revision = "s009_shift_reports"
down_revision = "s008_purchases_of_users"
branch_labels = None
depends_on = None

_COVERED = ("purchases", "refunds")


def upgrade() -> None:
    _create_reports()
    for table in _COVERED:
        op.add_column(table, sa.Column("report_id", sa.Uuid(), nullable=True))
        op.create_foreign_key(
            f"fk_{table}_report_id_shift_reports",
            table,
            "shift_reports",
            ["report_id"],
            ["id"],
            initially="DEFERRED",
            deferrable=True,
        )
        op.create_index(
            f"ix_{table}_open", table, ["store_id"], postgresql_where=sa.text("report_id IS NULL")
        )
        op.create_index(f"ix_{table}_created_at", table, ["created_at"], postgresql_using="brin")
    op.execute("""
        CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION 'rows of % are never changed', TG_TABLE_NAME; END $$
    """)
    op.execute("""
        CREATE TRIGGER shift_reports_stay BEFORE UPDATE OR DELETE ON shift_reports
        FOR EACH ROW EXECUTE FUNCTION refuse_change()
    """)


def downgrade() -> None:
    for table in _COVERED:
        op.drop_index(f"ix_{table}_created_at", table)
        op.drop_index(f"ix_{table}_open", table)
        op.drop_constraint(f"fk_{table}_report_id_shift_reports", table)
        op.drop_column(table, "report_id")
    op.drop_table("shift_reports")
    op.execute("DROP FUNCTION refuse_change()")


def _create_reports() -> None:
    op.create_table(
        "shift_reports",
        sa.Column("id", sa.Uuid(), server_default=sa.text("uuidv7()"), nullable=False),
        _moment("created_at", server_default=sa.text("now()")),
        sa.Column("store_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("train_number", sa.String(20), nullable=True),
        sa.Column("train_date", sa.Date(), nullable=True),
        _moment("opened_at"),
        sa.Column("closed_by", sa.String(60), nullable=False),
        *(
            sa.Column(name, sa.BigInteger(), nullable=False)
            for name in ("purchases", "purchases_penny", "refunds", "refunds_penny")
        ),
        sa.PrimaryKeyConstraint("id", name="pk_shift_reports"),
        sa.ForeignKeyConstraint(
            ["store_id"], ["stores.id"], name="fk_shift_reports_store_id_stores"
        ),
        sa.UniqueConstraint("store_id", "number", name="uq_shift_reports_store_id_number"),
        sa.CheckConstraint("number > 0", name="ck_shift_reports_number_positive"),
    )


def _moment(name: str, server_default: sa.TextClause | None = None) -> sa.Column[object]:
    return sa.Column(
        name, sa.DateTime(timezone=True), server_default=server_default, nullable=False
    )
