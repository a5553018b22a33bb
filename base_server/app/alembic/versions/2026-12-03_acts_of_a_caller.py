"""In the record, what somebody did of one kind is found among the much that they did."""

from service_kit.audit.tables import drop_index_of_acts_of_a_caller, index_acts_of_a_caller

revision = "b015_acts_of_a_caller"
down_revision = "b014_text_keys"
branch_labels = None
depends_on = None


def upgrade() -> None:
    index_acts_of_a_caller()


def downgrade() -> None:
    drop_index_of_acts_of_a_caller()
