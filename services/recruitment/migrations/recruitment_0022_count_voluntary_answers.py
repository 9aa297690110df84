"""Count voluntary answers without keeping them."""

from alembic import op

revision = "recruitment_0022"
down_revision = "recruitment_0021"
branch_labels = None
depends_on = None

_UP = """
CREATE TABLE equality_counter (
    campaign_id uuid REFERENCES campaign,
    question varchar(10),
    answer varchar(20),
    stage varchar(20),
    number integer NOT NULL CHECK (number > 0),
    PRIMARY KEY (campaign_id, question, answer, stage)
);
CREATE TABLE equality_answered (
    application_id uuid REFERENCES application,
    question varchar(10),
    stage varchar(20),
    PRIMARY KEY (application_id, question, stage)
);
COMMENT ON COLUMN equality_answered.stage IS 'That it is answered for; never what';
CREATE TABLE equality_report (
    campaign_id uuid PRIMARY KEY REFERENCES campaign,
    decided_on date NOT NULL,
    groups jsonb NOT NULL
);
COMMENT ON COLUMN equality_report.groups IS 'With the numbers that may be told, and no others';
"""


def upgrade() -> None:
    """Create the tables."""
    op.execute(_UP)


def downgrade() -> None:
    """Drop them."""
    op.execute("DROP TABLE equality_report, equality_answered, equality_counter")
