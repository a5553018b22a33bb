"""Engineers whom the identity provider knows, with or without a password here."""

import sqlalchemy as sa
from alembic import op

revision = "b012_engineers_of_the_provider"
down_revision = "b011_stations"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("engineers", sa.Column("subject", sa.String(255), nullable=True))
    op.create_unique_constraint("uq_engineers_subject", "engineers", ["subject"])
    op.alter_column("engineers", "password_hash", nullable=True)


def downgrade() -> None:
    # Nobody could sign in as they any more, and no hash is one of no password.
    op.execute("DELETE FROM engineers WHERE password_hash IS NULL")
    op.alter_column("engineers", "password_hash", nullable=False)
    op.drop_constraint("uq_engineers_subject", "engineers")
    op.drop_column("engineers", "subject")
