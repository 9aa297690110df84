"""Create disclosures: what was masked stays as codes; what was given goes with the application, sealed."""

from alembic import op

revision = "recruitment_0019"
down_revision = "recruitment_0018"
branch_labels = None
depends_on = None

_UP = """
CREATE TABLE disclosure (
    id uuid PRIMARY KEY,
    campaign_id uuid NOT NULL REFERENCES campaign,
    version integer NOT NULL,
    status varchar(20) NOT NULL,
    documents jsonb NOT NULL,
    numbers jsonb NOT NULL,
    begun_by varchar(100) NOT NULL,
    begun_at timestamptz NOT NULL,
    given_at timestamptz,
    given integer NOT NULL,
    masks jsonb NOT NULL,
    CONSTRAINT disclosure_given CHECK ((status = 'given') = (given_at IS NOT NULL))
);
COMMENT ON COLUMN disclosure.numbers IS 'Of which applications';
COMMENT ON COLUMN disclosure.masks IS 'Passage and ground; never what it said';
CREATE INDEX ix_disclosure_campaign_id ON disclosure (campaign_id);
CREATE INDEX disclosure_latest ON disclosure (begun_at);
CREATE TABLE disclosed_application (
    disclosure_id uuid REFERENCES disclosure,
    application_id uuid REFERENCES application,
    key_id varchar(40) NOT NULL,
    content bytea NOT NULL,
    PRIMARY KEY (disclosure_id, application_id)
);
COMMENT ON COLUMN disclosed_application.content IS 'What was given out of it, sealed';
CREATE INDEX ix_disclosed_application_application_id ON disclosed_application (application_id);
CREATE TABLE disclosure_recipient (
    disclosure_id uuid PRIMARY KEY REFERENCES disclosure,
    campaign_id uuid NOT NULL REFERENCES campaign,
    key_id varchar(40) NOT NULL,
    content bytea NOT NULL
);
COMMENT ON COLUMN disclosure_recipient.content IS 'To whom, when that was said, sealed';
CREATE INDEX ix_disclosure_recipient_campaign_id ON disclosure_recipient (campaign_id);
"""


def upgrade() -> None:
    """Create the tables."""
    op.execute(_UP)


def downgrade() -> None:
    """Drop them."""
    op.execute("DROP TABLE disclosure_recipient, disclosed_application, disclosure")
