"""Let a request remember the place in the queue that the coordinator decided."""

from alembic import op

revision = "team_0006"
down_revision = "team_0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column."""
    op.execute("ALTER TABLE support_request ADD COLUMN override jsonb")


def downgrade() -> None:
    """Drop it."""
    op.execute("ALTER TABLE support_request DROP COLUMN override")
