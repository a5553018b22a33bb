"""Hotels and attractions in several languages."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "b013_place_translations"
down_revision = "b012_engineers_of_the_provider"
branch_labels = None
depends_on = None

_TABLES = ("hotels", "attractions")


def upgrade() -> None:
    for table in _TABLES:
        op.add_column(
            table,
            sa.Column(
                "translations",
                postgresql.JSONB(),
                server_default=sa.text("'{}'::jsonb"),
                nullable=False,
            ),
        )


def downgrade() -> None:
    for table in _TABLES:
        op.drop_column(table, "translations")
