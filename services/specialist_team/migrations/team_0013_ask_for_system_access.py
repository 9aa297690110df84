"""Let a request say which of the city's systems the specialist needs access to."""

from alembic import op

revision = "team_0013"
down_revision = "team_0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; what was asked before says none."""
    op.execute("ALTER TABLE support_request ADD COLUMN systems varchar(40)[] NOT NULL DEFAULT '{}'")


def downgrade() -> None:
    """Drop it."""
    op.execute("ALTER TABLE support_request DROP COLUMN systems")
