"""Create interviews: seats with scorecards, and bookings of which no two of one party overlap."""

from alembic import op

revision = "recruitment_0013"
down_revision = "recruitment_0012"
branch_labels = None
depends_on = None

_UP = """
CREATE TABLE interview (
    id uuid PRIMARY KEY,
    campaign_id uuid NOT NULL REFERENCES campaign,
    application_id uuid NOT NULL REFERENCES application,
    version integer NOT NULL,
    sequence integer NOT NULL,
    status varchar(20) NOT NULL,
    kind varchar(20) NOT NULL,
    starts_at timestamptz NOT NULL,
    ends_at timestamptz NOT NULL,
    place text NOT NULL,
    cancelled varchar(30),
    updated_at timestamptz NOT NULL,
    CONSTRAINT interview_cancelled CHECK ((status = 'cancelled') = (cancelled IS NOT NULL))
);
COMMENT ON COLUMN interview.sequence IS 'Of the invitation, RFC 5545';
CREATE INDEX ix_interview_campaign_id ON interview (campaign_id);
CREATE INDEX ix_interview_application_id ON interview (application_id);
CREATE INDEX interview_time ON interview (starts_at);
CREATE TABLE interview_seat (
    interview_id uuid REFERENCES interview ON DELETE CASCADE,
    person varchar(100),
    number smallint NOT NULL,
    role varchar(50) NOT NULL,
    locked_at timestamptz,
    PRIMARY KEY (interview_id, person)
);
CREATE INDEX interview_seat_person ON interview_seat (person);
CREATE TABLE interview_verdict (
    interview_id uuid,
    person varchar(100),
    criterion varchar(100),
    profile smallint NOT NULL,
    value smallint NOT NULL CHECK (value BETWEEN -1 AND 4),
    ground varchar(20) NOT NULL,
    key_id varchar(40),
    note bytea,
    PRIMARY KEY (interview_id, person, criterion),
    FOREIGN KEY (interview_id, person) REFERENCES interview_seat (interview_id, person) ON DELETE CASCADE
);
COMMENT ON COLUMN interview_verdict.note IS 'Sealed';
CREATE TRIGGER keep_locked_verdict BEFORE UPDATE ON interview_verdict
    FOR EACH ROW EXECUTE FUNCTION keep_locked_verdict();
CREATE TYPE party_range AS RANGE (subtype = text, collation = "C");
CREATE TABLE interview_booking (
    interview_id uuid REFERENCES interview ON DELETE CASCADE,
    person varchar(100),
    application_id uuid,
    candidate_id uuid,
    party text GENERATED ALWAYS AS (coalesce(person, candidate_id::text)) STORED,
    starts_at timestamptz NOT NULL,
    ends_at timestamptz NOT NULL,
    PRIMARY KEY (interview_id, party),
    CONSTRAINT interview_booking_person FOREIGN KEY (application_id, candidate_id)
        REFERENCES application (id, candidate_id) ON UPDATE CASCADE,
    CONSTRAINT interview_booking_whose CHECK ((person IS NULL) = (candidate_id IS NOT NULL)),
    CONSTRAINT interview_nobody_twice EXCLUDE USING gist (
        party_range(party, party, '[]') WITH &&, tstzrange(starts_at, ends_at) WITH &&
    )
);
COMMENT ON COLUMN interview_booking.candidate_id IS
    'Follows the application when two are found to be one person''s';
"""


def upgrade() -> None:
    """Create the tables; that nobody is booked twice at once is kept by the database."""
    op.execute(_UP)


def downgrade() -> None:
    """Drop them."""
    op.execute("DROP TABLE interview_booking, interview_verdict, interview_seat, interview")
    op.execute("DROP TYPE party_range")
