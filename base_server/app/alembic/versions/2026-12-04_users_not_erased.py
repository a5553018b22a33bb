"""A page far down the list of users is counted off in an index alone."""

import sqlalchemy as sa
from alembic import op

revision = "b016_users_not_erased"
down_revision = "b015_acts_of_a_caller"
branch_labels = None
depends_on = None


def upgrade() -> None:
    where = sa.text("erased_at IS NULL")
    op.create_index("ix_users_not_erased", "users", ["id"], postgresql_where=where)


def downgrade() -> None:
    op.drop_index("ix_users_not_erased", "users")
