"""Show which of the city's systems a request needs access to."""

from alembic import op

revision = "portal_0008"
down_revision = "portal_0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; it fills as events come."""
    op.execute("ALTER TABLE request_view ADD COLUMN systems varchar(40)[] NOT NULL DEFAULT '{}'")


def downgrade() -> None:
    """Drop it."""
    op.execute("ALTER TABLE request_view DROP COLUMN systems")
