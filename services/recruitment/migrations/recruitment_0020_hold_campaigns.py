"""Create holds of whole campaigns."""

from alembic import op

revision = "recruitment_0020"
down_revision = "recruitment_0019"
branch_labels = None
depends_on = None

_UP = """
CREATE TABLE campaign_hold (
    campaign_id uuid PRIMARY KEY REFERENCES campaign,
    ground varchar(30) NOT NULL,
    held_by varchar(100) NOT NULL,
    held_at timestamptz NOT NULL
);
"""


def upgrade() -> None:
    """Create the table."""
    op.execute(_UP)


def downgrade() -> None:
    """Drop it."""
    op.execute("DROP TABLE campaign_hold")
