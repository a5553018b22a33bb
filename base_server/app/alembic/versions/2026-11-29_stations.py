"""Names of stations, in several languages."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "b011_stations"
down_revision = "b010_users_by_name"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "stations",
        sa.Column("id", sa.Uuid(), server_default=sa.text("uuidv7()"), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("station_id", sa.String(256), nullable=False),
        sa.Column("names", postgresql.JSONB(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_stations"),
        sa.UniqueConstraint("station_id", name="uq_stations_station_id"),
    )


def downgrade() -> None:
    op.drop_table("stations")
