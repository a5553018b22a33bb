"""The last report of each robot, and the commands that wait for it."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "b002_robot_heartbeats_commands"
down_revision = "b001_people_devices_tickets"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "robot_heartbeats",
        sa.Column("id", sa.Uuid(), server_default=sa.text("uuidv7()"), nullable=False),
        sa.Column("robot_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("software_version", sa.String(60), nullable=False),
        sa.Column("battery_percent", sa.Integer(), nullable=True),
        sa.Column("facts", postgresql.JSONB(), nullable=False),
        _now("reported_at"),
        sa.Column("announced", sa.String(20), server_default="OFFLINE", nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_robot_heartbeats"),
        sa.ForeignKeyConstraint(
            ["robot_id"],
            ["robots.id"],
            name="fk_robot_heartbeats_robot_id_robots",
            ondelete="CASCADE",
        ),
        sa.UniqueConstraint("robot_id", name="uq_robot_heartbeats_robot_id"),
    )
    op.create_table(
        "robot_commands",
        sa.Column("id", sa.Uuid(), server_default=sa.text("uuidv7()"), nullable=False),
        _now("created_at"),
        sa.Column("robot_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("payload", postgresql.JSONB(), nullable=False),
        sa.Column("issued_by", sa.String(60), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("handed_out_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("outcome", sa.String(20), nullable=True),
        sa.Column("result_text", sa.String(500), nullable=True),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_robot_commands"),
        sa.ForeignKeyConstraint(
            ["robot_id"],
            ["robots.id"],
            name="fk_robot_commands_robot_id_robots",
            ondelete="CASCADE",
        ),
    )
    op.create_index(
        "ix_robot_commands_waiting",
        "robot_commands",
        ["robot_id"],
        postgresql_where=sa.text("outcome IS NULL"),
    )
    op.create_index("ix_robot_commands_robot_id_id", "robot_commands", ["robot_id", "id"])


def downgrade() -> None:
    op.drop_table("robot_commands")
    op.drop_table("robot_heartbeats")


def _now(name: str) -> sa.Column[object]:
    return sa.Column(
        name, sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False
    )
