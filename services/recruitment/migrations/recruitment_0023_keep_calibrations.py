"""Keep which months' judging was looked at, and what it called for."""

from alembic import op

revision = "recruitment_0023"
down_revision = "recruitment_0022"
branch_labels = None
depends_on = None

_UP = """
CREATE TABLE calibration (
    id uuid PRIMARY KEY,
    version integer NOT NULL,
    district varchar(60) NOT NULL,
    month date NOT NULL,
    judged integer NOT NULL,
    kappa numeric(4, 2),
    agreement numeric(4, 2),
    due_at timestamptz,
    held_at timestamptz,
    held_by varchar(100),
    CONSTRAINT calibration_month UNIQUE (district, month)
);
COMMENT ON COLUMN calibration.due_at IS 'None when the month was looked at and calls for nothing';
"""


def upgrade() -> None:
    """Create the table."""
    op.execute(_UP)


def downgrade() -> None:
    """Drop it."""
    op.execute("DROP TABLE calibration")
