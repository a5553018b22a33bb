"""Cameras, incidents with what belongs to them, and the watch-list."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "b005_monitoring"
down_revision = "b004_audit_entries"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _create_table(
        "cameras",
        sa.Column("robot_id", sa.Uuid(), nullable=False),
        sa.Column("camera_id", sa.String(60), nullable=False),
        sa.Column("name", sa.String(100), nullable=False),
        sa.Column("place", sa.String(200), nullable=False),
        sa.Column("thresholds", postgresql.JSONB(), nullable=False),
        sa.Column("is_on", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        _reference("cameras", "robot_id", "robots"),
        sa.UniqueConstraint("robot_id", "camera_id", name="uq_cameras_robot_id_camera_id"),
    )
    _create_incidents()
    _create_watch_list()
    _create_participants()
    _create_table(
        "incident_comments",
        sa.Column("incident_id", sa.Uuid(), nullable=False),
        sa.Column("engineer_id", sa.Uuid(), nullable=False),
        sa.Column("engineer", sa.String(60), nullable=False),
        sa.Column("text", sa.String(2000), nullable=False),
        _reference("incident_comments", "incident_id", "incidents"),
    )
    _create_index("incident_comments", "incident_id")
    _create_table(
        "incident_snapshots",
        sa.Column("incident_id", sa.Uuid(), nullable=False),
        sa.Column("media_type", sa.String(20), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        _moment("delete_after", nullable=False),
        _reference("incident_snapshots", "incident_id", "incidents"),
        sa.UniqueConstraint("incident_id", name="uq_incident_snapshots_incident_id"),
    )
    _create_index("incident_snapshots", "delete_after")


def downgrade() -> None:
    for table in (
        "incident_snapshots",
        "incident_comments",
        "incident_participants",
        "watch_list_entries",
        "incidents",
        "cameras",
    ):
        op.drop_table(table)


def _create_incidents() -> None:
    _create_table(
        "incidents",
        sa.Column("robot_id", sa.Uuid(), nullable=False),
        sa.Column("request_id", sa.String(64), nullable=False),
        sa.Column("question", sa.LargeBinary(), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("is_alarm", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(20), server_default="NEW", nullable=False),
        _moment("occurred_at", nullable=False),
        sa.Column("camera_id", sa.String(60), nullable=False),
        sa.Column("camera_name", sa.String(100), nullable=True),
        sa.Column("camera_place", sa.String(200), nullable=True),
        sa.Column("train_number", sa.String(20), nullable=True),
        sa.Column("train_date", sa.Date(), nullable=True),
        sa.Column("wagon_number", sa.Integer(), nullable=True),
        sa.Column("face_matching", sa.String(20), nullable=False),
        sa.Column("faces_sent", sa.Integer(), nullable=False),
        *_counters("faces_unusable", "passengers_matched", "watch_list_matched"),
        _moment("snapshot_until"),
        *_by_whom("acknowledged"),
        *_by_whom("closed"),
        sa.Column("closing_reason", sa.String(500), nullable=True),
        sa.ForeignKeyConstraint(["robot_id"], ["robots.id"], name="fk_incidents_robot_id_robots"),
        sa.UniqueConstraint("robot_id", "request_id", name="uq_incidents_robot_id_request_id"),
    )
    op.create_index(
        "ix_incidents_train_number_train_date", "incidents", ["train_number", "train_date"]
    )
    _create_index("incidents", "occurred_at")
    op.create_index(
        "ix_incidents_open",
        "incidents",
        ["id"],
        postgresql_where=sa.text("is_alarm AND state IN ('NEW', 'ACKNOWLEDGED')"),
    )


def _create_watch_list() -> None:
    _create_table(
        "watch_list_entries",
        sa.Column("name", sa.String(100), nullable=False),
        sa.Column("reason", sa.String(500), nullable=False),
        _moment("expires_at", nullable=False),
        sa.Column("added_by_id", sa.Uuid(), nullable=False),
        sa.Column("added_by", sa.String(60), nullable=False),
        *_by_whom("approved"),
        sa.Column("removed_by", sa.String(60), nullable=True),
        _moment("removed_at"),
        _moment("erasure_requested_at"),
        _moment("face_erased_at"),
        sa.CheckConstraint(
            "approved_by_id <> added_by_id",
            name=op.f("ck_watch_list_entries_second_engineer"),
        ),
    )
    op.create_index(
        "ix_watch_list_entries_with_face",
        "watch_list_entries",
        ["expires_at"],
        postgresql_where=sa.text("erasure_requested_at IS NULL"),
    )


def _create_participants() -> None:
    table = "incident_participants"
    _create_table(
        table,
        sa.Column("incident_id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=True),
        sa.Column("watch_list_entry_id", sa.Uuid(), nullable=True),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("seats", postgresql.JSONB(), nullable=False),
        _reference(table, "incident_id", "incidents"),
        _reference(table, "user_id", "users"),
        _reference(table, "watch_list_entry_id", "watch_list_entries"),
        sa.UniqueConstraint(
            "incident_id", "user_id", name="uq_incident_participants_incident_id_user_id"
        ),
        sa.UniqueConstraint(
            "incident_id",
            "watch_list_entry_id",
            name="uq_incident_participants_incident_id_watch_list_entry_id",
        ),
    )
    _create_index(table, "user_id")
    _create_index(table, "watch_list_entry_id")


def _create_table(name: str, *columns: sa.schema.SchemaItem) -> None:
    op.create_table(
        name,
        sa.Column("id", sa.Uuid(), server_default=sa.text("uuidv7()"), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        *columns,
        sa.PrimaryKeyConstraint("id", name=f"pk_{name}"),
    )


def _create_index(table: str, column: str) -> None:
    op.create_index(f"ix_{table}_{column}", table, [column])


def _reference(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{other}.id"], name=f"fk_{table}_{column}_{other}", ondelete="CASCADE"
    )


def _moment(name: str, *, nullable: bool = True) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _counters(*names: str) -> list[sa.Column[object]]:
    return [
        sa.Column(name, sa.Integer(), server_default=sa.text("0"), nullable=False) for name in names
    ]


def _by_whom(what: str) -> list[sa.Column[object]]:
    return [
        sa.Column(f"{what}_by_id", sa.Uuid(), nullable=True),
        sa.Column(f"{what}_by", sa.String(60), nullable=True),
        _moment(f"{what}_at"),
    ]
