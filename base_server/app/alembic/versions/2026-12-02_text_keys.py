"""What lists are sorted by in words, the same in every database; users are found by it, too.

Each table is written anew. That is about a quarter of a minute for a million users, and nobody can
use them meanwhile.
"""

import sqlalchemy as sa
from alembic import op

revision = "b014_text_keys"
down_revision = "b013_place_translations"
branch_labels = None
depends_on = None

_COLUMNS = {
    "users": "name",
    "engineers": "login",
    "stations": "station_id",
    "robots": "robot_model_name",
}
_LIVE_USERS = sa.text("erased_at IS NULL")
_KEY = """translate(
    lower(normalize({}) COLLATE pg_c_utf8),
    'ёßàáâãäåçèéêëìíîïñòóôõöøùúûüýÿāăąćĉċčďđēĕėęěĝğġģĥħĩīĭįıĵķĺļľłńņňōŏőŕŗřśŝşšţťũūŭůűųŵŷźżž',
    'еsaaaaaaceeeeiiiinoooooouuuuyyaaaccccddeeeeegggghhiiiiijkllllnnnooorrrssssttuuuuuuwyzzz'
) COLLATE "C"
"""


def upgrade() -> None:
    for table, column in _COLUMNS.items():
        computed = sa.Computed(_KEY.format(column), persisted=True)
        key = sa.Column(f"{column}_key", sa.Text(collation="C"), computed, nullable=False)
        op.add_column(table, key)
        where = _LIVE_USERS if table == "users" else None
        index = f"ix_{table}_{column}_key_id"
        op.create_index(index, table, [f"{column}_key", "id"], postgresql_where=where)
    op.drop_index("ix_users_name_prefix", "users")
    op.execute("ANALYZE users")


def downgrade() -> None:
    op.create_index("ix_users_name_prefix", "users", [sa.text("lower(name) text_pattern_ops")])
    for table, column in _COLUMNS.items():
        op.drop_column(table, f"{column}_key")
