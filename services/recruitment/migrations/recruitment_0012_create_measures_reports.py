"""Remember what was published of each district's measures by month."""

from alembic import op

revision = "recruitment_0012"
down_revision = "recruitment_0011"
branch_labels = None
depends_on = None

_UP = """
CREATE TABLE measures_report (
    district varchar(60) NOT NULL,
    month date NOT NULL,
    version integer NOT NULL,
    figures jsonb NOT NULL,
    PRIMARY KEY (district, month)
);
"""


def upgrade() -> None:
    """Create the table."""
    op.execute(_UP)


def downgrade() -> None:
    """Drop it."""
    op.execute("DROP TABLE measures_report")
