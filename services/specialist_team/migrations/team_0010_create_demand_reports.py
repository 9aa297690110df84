"""Create demand reports: what was published last of each district and month."""

from alembic import op

revision = "team_0010"
down_revision = "team_0009"
branch_labels = None
depends_on = None

_UP = """
CREATE TABLE demand_report (
    district varchar(60) NOT NULL,
    month date NOT NULL,
    version integer NOT NULL,
    counts jsonb NOT NULL,
    PRIMARY KEY (district, month)
);
"""


def upgrade() -> None:
    """Create the table."""
    op.execute(_UP)


def downgrade() -> None:
    """Drop it."""
    op.execute("DROP TABLE demand_report")
