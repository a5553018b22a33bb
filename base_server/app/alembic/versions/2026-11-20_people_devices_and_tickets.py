"""People, engineers, devices, tickets and their checks."""

import sqlalchemy as sa
from alembic import op
from service_kit.database.kit_tables import create_kit_tables, drop_kit_tables

revision = "b001_people_devices_tickets"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    create_kit_tables()
    _create_table("users", sa.Column("name", sa.String(60), nullable=False))
    _create_table(
        "engineers",
        sa.Column("login", sa.String(60), nullable=False),
        sa.Column("password_hash", sa.String(255), nullable=False),
        sa.Column("privileges", sa.Integer(), server_default="0", nullable=False),
        sa.UniqueConstraint("login", name="uq_engineers_login"),
    )
    _create_table(
        "robots",
        *_device_columns(),
        sa.Column("robot_model_id", sa.String(60), nullable=False),
        sa.Column("robot_model_name", sa.String(60), nullable=False),
        sa.Column("train_number", sa.String(20), nullable=True),
        sa.Column("train_date", sa.Date(), nullable=True),
        sa.Column("wagon_number", sa.Integer(), nullable=True),
        sa.UniqueConstraint("key_fingerprint", name="uq_robots_key_fingerprint"),
    )
    _create_table(
        "active_stores",
        *_device_columns(),
        sa.Column("store_id", sa.Uuid(), nullable=False),
        sa.UniqueConstraint("key_fingerprint", name="uq_active_stores_key_fingerprint"),
    )
    op.create_index("ix_active_stores_store_id", "active_stores", ["store_id"])
    _create_table(
        "train_stores",
        sa.Column("store_id", sa.Uuid(), nullable=False),
        sa.Column("train_number", sa.String(20), nullable=False),
        sa.Column("train_date", sa.Date(), nullable=False),
        sa.UniqueConstraint(
            "train_number",
            "train_date",
            "store_id",
            name="uq_train_stores_train_number_train_date_store_id",
        ),
    )
    op.create_index("ix_train_stores_store_id", "train_stores", ["store_id"])
    _create_tickets()
    _create_ticket_checks()
    for table in ("hotels", "attractions"):
        _create_place_table(table)


def downgrade() -> None:
    for table in (
        "attractions",
        "hotels",
        "ticket_checks",
        "tickets",
        "train_stores",
        "active_stores",
        "robots",
        "engineers",
        "users",
    ):
        op.drop_table(table)
    drop_kit_tables()


def _create_tickets() -> None:
    _create_table(
        "tickets",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("train_number", sa.String(20), nullable=False),
        sa.Column("wagon_number", sa.Integer(), nullable=False),
        sa.Column("place_number", sa.Integer(), nullable=False),
        sa.Column("station_id", sa.String(60), nullable=False),
        sa.Column("destination_id", sa.String(60), nullable=False),
        sa.Column("date", sa.DateTime(timezone=True), nullable=False),
        sa.Column("start_date", sa.Date(), nullable=False),
        sa.Column("code_hash", sa.LargeBinary(), nullable=False),
        sa.Column("state", sa.String(20), server_default="VALID", nullable=False),
        sa.Column("boarded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("boarded_by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name="fk_tickets_user_id_users"),
        sa.ForeignKeyConstraint(["boarded_by"], ["robots.id"], name="fk_tickets_boarded_by_robots"),
        sa.UniqueConstraint("code_hash", name="uq_tickets_code_hash"),
    )
    op.create_index("ix_tickets_user_id", "tickets", ["user_id"])
    op.create_index(
        "uq_tickets_place",
        "tickets",
        ["train_number", "start_date", "wagon_number", "place_number"],
        unique=True,
        postgresql_where=sa.text("state <> 'REVOKED'"),
    )


def _create_ticket_checks() -> None:
    op.create_table(
        "ticket_checks",
        _key(),
        sa.Column("robot_id", sa.Uuid(), nullable=False),
        sa.Column("request_id", sa.String(64), nullable=False),
        sa.Column("question", sa.LargeBinary(), nullable=False),
        sa.Column("ticket_id", sa.Uuid(), nullable=True),
        sa.Column("mode", sa.String(20), nullable=False),
        sa.Column("verdict", sa.String(20), nullable=False),
        sa.Column("reason", sa.String(20), nullable=True),
        _now("checked_at"),
        sa.PrimaryKeyConstraint("id", name="pk_ticket_checks"),
        sa.ForeignKeyConstraint(
            ["robot_id"], ["robots.id"], name="fk_ticket_checks_robot_id_robots"
        ),
        sa.ForeignKeyConstraint(
            ["ticket_id"], ["tickets.id"], name="fk_ticket_checks_ticket_id_tickets"
        ),
        sa.UniqueConstraint("robot_id", "request_id", name="uq_ticket_checks_robot_id_request_id"),
    )
    op.create_index("ix_ticket_checks_ticket_id", "ticket_checks", ["ticket_id"])


def _create_place_table(name: str) -> None:
    _create_table(
        name,
        sa.Column("name", sa.String(256), nullable=False),
        sa.Column("description", sa.String(1024), nullable=False),
        sa.Column("logo_url", sa.String(256), nullable=True),
        sa.Column("destination_id", sa.String(256), nullable=False),
    )
    op.create_index(f"ix_{name}_destination_id", name, ["destination_id"])


def _create_table(name: str, *columns: sa.schema.SchemaItem) -> None:
    op.create_table(
        name,
        _key(),
        _now("created_at"),
        *columns,
        sa.PrimaryKeyConstraint("id", name=f"pk_{name}"),
    )


def _device_columns() -> list[sa.Column[object]]:
    return [
        sa.Column("public_key", sa.Text(), nullable=False),
        sa.Column("key_fingerprint", sa.String(64), nullable=False),
        sa.Column("registered_by", sa.String(60), nullable=False),
        sa.Column("last_seen_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
    ]


def _key() -> sa.Column[object]:
    return sa.Column("id", sa.Uuid(), server_default=sa.text("uuidv7()"), nullable=False)


def _now(name: str) -> sa.Column[object]:
    return sa.Column(
        name, sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False
    )
