"""Show who proposed that a request is acute, while it waits for a second person."""

from alembic import op

revision = "portal_0007"
down_revision = "portal_0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; it fills as events come."""
    op.execute("ALTER TABLE request_view ADD COLUMN acute_proposed_by varchar(100)")


def downgrade() -> None:
    """Drop it."""
    op.execute("ALTER TABLE request_view DROP COLUMN acute_proposed_by")
