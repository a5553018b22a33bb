"""Users by the beginning of their name, with statistics of those beginnings.

PostgreSQL gathers none for the expression of a partial index: it expected half a percent of all
users for any beginning, and then read the whole table in the order of the list.
"""

import sqlalchemy as sa
from alembic import op

revision = "b010_users_by_name"
down_revision = "b009_tickets_changed_xid"
branch_labels = None
depends_on = None

_NAME = "ix_users_name_prefix"
_EXPRESSION = "lower(name) text_pattern_ops"


def upgrade() -> None:
    op.drop_index(_NAME, "users")
    op.create_index(_NAME, "users", [sa.text(_EXPRESSION)])
    op.execute("ANALYZE users")


def downgrade() -> None:
    op.drop_index(_NAME, "users")
    op.create_index(
        _NAME, "users", [sa.text(_EXPRESSION)], postgresql_where=sa.text("erased_at IS NULL")
    )
