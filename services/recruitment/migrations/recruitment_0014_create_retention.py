"""Create holds and evidence of erasure, and note when campaigns were concluded."""

from alembic import op

revision = "recruitment_0014"
down_revision = "recruitment_0013"
branch_labels = None
depends_on = None

_UP = """
ALTER TABLE campaign ADD COLUMN concluded_at timestamptz;
COMMENT ON COLUMN campaign.concluded_at IS 'When it was decided or cancelled';
UPDATE campaign SET concluded_at = updated_at WHERE status IN ('decided', 'closed', 'cancelled');
ALTER TABLE campaign ADD CONSTRAINT campaign_concluded
    CHECK ((concluded_at IS NOT NULL) = (status IN ('decided', 'closed', 'cancelled')));
CREATE TABLE erasure_hold (
    application_id uuid PRIMARY KEY REFERENCES application,
    ground varchar(30) NOT NULL,
    held_by varchar(100) NOT NULL,
    held_at timestamptz NOT NULL
);
CREATE TABLE erased_application (
    application_id uuid PRIMARY KEY,
    campaign_id uuid NOT NULL REFERENCES campaign,
    number integer NOT NULL,
    rule varchar(30) NOT NULL,
    concluded_on date NOT NULL,
    erased_at timestamptz NOT NULL
);
COMMENT ON COLUMN erased_application.application_id IS 'Of what is gone: it refers to nothing';
CREATE INDEX ix_erased_application_campaign_id ON erased_application (campaign_id);
CREATE INDEX ix_application_came_as ON application (came_as);
CREATE INDEX ix_application_row_application_id ON application_row (application_id)
"""


def upgrade() -> None:
    """Create the tables. Of a closed campaign the closing is known, which is later: nothing is erased too early."""
    op.execute(_UP)


def downgrade() -> None:
    """Drop them."""
    op.execute("DROP INDEX ix_application_came_as, ix_application_row_application_id")
    op.execute("DROP TABLE erasure_hold, erased_application")
    op.execute("ALTER TABLE campaign DROP COLUMN concluded_at")
