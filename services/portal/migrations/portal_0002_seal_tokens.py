"""End all sessions: their tokens were kept in clear, and from now on they are sealed."""

from alembic import op

revision = "portal_0002"
down_revision = "portal_0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Let everybody sign in again."""
    op.execute("DELETE FROM session")


def downgrade() -> None:
    """Let everybody sign in again: sealed tokens cannot be read by older code."""
    op.execute("DELETE FROM session")
