"""Show which vacant position a request's help bridges."""

from alembic import op

revision = "portal_0010"
down_revision = "portal_0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column, empty: no request has named a position before."""
    op.execute("ALTER TABLE request_view ADD COLUMN position uuid")
    op.execute("COMMENT ON COLUMN request_view.position IS 'The vacant position that the help bridges'")


def downgrade() -> None:
    """Drop it."""
    op.execute("ALTER TABLE request_view DROP COLUMN position")
