"""Create referrals with their offers, and feedback to candidates."""

from alembic import op

revision = "recruitment_0010"
down_revision = "recruitment_0009"
branch_labels = None
depends_on = None

_UP = """
ALTER TABLE application ADD CONSTRAINT application_person UNIQUE (id, candidate_id);
CREATE TABLE referral (
    id uuid PRIMARY KEY,
    campaign_id uuid NOT NULL REFERENCES campaign,
    position_id uuid NOT NULL REFERENCES position,
    application_id uuid NOT NULL,
    candidate_id uuid NOT NULL,
    district varchar(60) NOT NULL,
    unit varchar(60) NOT NULL,
    version integer NOT NULL,
    status varchar(20) NOT NULL,
    reason text NOT NULL,
    run_id uuid REFERENCES matching_run,
    proposed_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    decision text,
    passed_over varchar(30),
    ended varchar(30),
    documents jsonb NOT NULL,
    answer_by date,
    starts_on date,
    CONSTRAINT referral_person FOREIGN KEY (application_id, candidate_id)
        REFERENCES application (id, candidate_id) ON UPDATE CASCADE,
    CONSTRAINT referral_once UNIQUE (position_id, application_id),
    CONSTRAINT referral_accepted CHECK ((status = 'accepted') = (starts_on IS NOT NULL)),
    CONSTRAINT referral_offered CHECK (status NOT IN ('offered', 'accepted', 'lapsed') OR answer_by IS NOT NULL),
    CONSTRAINT referral_passed_over CHECK ((status = 'passed_over') = (passed_over IS NOT NULL)),
    CONSTRAINT referral_ended CHECK ((status = 'ended') = (ended IS NOT NULL))
);
COMMENT ON COLUMN referral.candidate_id IS
    'Follows the application when two are found to be one person''s';
COMMENT ON COLUMN referral.documents IS 'What was seen, by whom and when; never what it said';
CREATE UNIQUE INDEX referral_one_a_position ON referral (position_id)
    WHERE status IN ('chosen', 'offered', 'accepted');
CREATE UNIQUE INDEX referral_one_a_person ON referral (candidate_id) WHERE status IN ('offered', 'accepted');
CREATE INDEX ix_referral_campaign_id ON referral (campaign_id);
CREATE INDEX ix_referral_application_id ON referral (application_id);
CREATE INDEX referral_offers ON referral (answer_by) WHERE status = 'offered';
CREATE TABLE application_feedback (
    application_id uuid PRIMARY KEY REFERENCES application,
    template varchar(30) NOT NULL,
    key_id varchar(40) NOT NULL,
    content bytea NOT NULL,
    given_by varchar(100) NOT NULL,
    given_at timestamptz NOT NULL
);
COMMENT ON COLUMN application_feedback.content IS 'What the candidate was told, sealed';
"""


def upgrade() -> None:
    """Create the tables; one offer a position and a person at a time is kept by the database too."""
    op.execute(_UP)


def downgrade() -> None:
    """Drop them."""
    op.execute("DROP TABLE application_feedback, referral")
    op.execute("ALTER TABLE application DROP CONSTRAINT application_person")
