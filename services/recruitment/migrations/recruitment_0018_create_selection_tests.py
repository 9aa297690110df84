"""Create selection tests: what they showed is sealed, and goes with the row."""

from alembic import op

revision = "recruitment_0018"
down_revision = "recruitment_0017"
branch_labels = None
depends_on = None

_UP = """
CREATE TABLE selection_test (
    id uuid PRIMARY KEY,
    campaign_id uuid NOT NULL REFERENCES campaign,
    application_id uuid NOT NULL REFERENCES application,
    kind varchar(20) NOT NULL,
    taken_on date NOT NULL,
    recorded_by varchar(100) NOT NULL,
    recorded_at timestamptz NOT NULL,
    key_id varchar(40) NOT NULL,
    outcome bytea NOT NULL
);
COMMENT ON COLUMN selection_test.outcome IS 'What it showed, sealed; secret, OSL 39:5a';
CREATE INDEX ix_selection_test_application_id ON selection_test (application_id);
"""


def upgrade() -> None:
    """Create the table."""
    op.execute(_UP)


def downgrade() -> None:
    """Drop it."""
    op.execute("DROP TABLE selection_test")
