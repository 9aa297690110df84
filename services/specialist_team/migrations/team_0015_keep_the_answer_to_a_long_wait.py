"""Keep what a district answers when the wait is long, and which vacant position the help bridges."""

from alembic import op

revision = "team_0015"
down_revision = "team_0014"
branch_labels = None
depends_on = None

_UP = """
ALTER TABLE support_request ADD COLUMN kept_waiting jsonb, ADD COLUMN position uuid;
ALTER TABLE vacancy ADD COLUMN order_id uuid, ADD COLUMN number smallint;
"""
_DOWN = """
ALTER TABLE vacancy DROP COLUMN order_id, DROP COLUMN number;
ALTER TABLE support_request DROP COLUMN kept_waiting, DROP COLUMN position;
"""


def upgrade() -> None:
    """Add the columns; where a vacancy was ordered is known from the next event, or after a rebuild."""
    op.execute(_UP)


def downgrade() -> None:
    """Drop them."""
    op.execute(_DOWN)
