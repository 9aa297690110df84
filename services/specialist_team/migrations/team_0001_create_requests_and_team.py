"""Create support requests, the team and its bookings, with the guard against booking a person beyond the share."""

from alembic import op

revision = "team_0001"
down_revision = None
branch_labels = ("specialist_team",)
depends_on = None

_UP = """
CREATE TABLE support_request (
    id uuid PRIMARY KEY,
    reference varchar(20) NOT NULL UNIQUE,
    version integer NOT NULL,
    status varchar(20) NOT NULL,
    district varchar(60) NOT NULL,
    unit varchar(60) NOT NULL,
    area varchar(30) NOT NULL,
    purpose varchar(30) NOT NULL,
    percent smallint NOT NULL CHECK (percent BETWEEN 1 AND 100),
    starts_on date NOT NULL,
    ends_on date NOT NULL,
    competences varchar(40)[] NOT NULL,
    statutory_risks varchar(40)[] NOT NULL,
    tasks text NOT NULL,
    without_help text NOT NULL,
    urgency varchar(10),
    question text,
    answer_by timestamptz,
    offer jsonb,
    submitted_at timestamptz,
    clock jsonb NOT NULL,
    started_on date,
    completed_on date,
    score smallint CHECK (score BETWEEN 1 AND 5),
    updated_at timestamptz NOT NULL,
    CHECK (ends_on >= starts_on)
);
CREATE INDEX support_request_district_status ON support_request (district, status);
CREATE INDEX support_request_open ON support_request (status)
    WHERE status IN ('submitted', 'returned', 'triaged', 'queued', 'offered');
CREATE TABLE reference_number (year smallint PRIMARY KEY, last integer NOT NULL);

CREATE TABLE specialist (
    id varchar(60) PRIMARY KEY,
    title varchar(100) NOT NULL,
    percent smallint NOT NULL CHECK (percent BETWEEN 1 AND 100),
    competences varchar(40)[] NOT NULL,
    home_district varchar(60) NOT NULL
);
CREATE TABLE booking (
    request_id uuid PRIMARY KEY REFERENCES support_request,
    specialist varchar(60) NOT NULL REFERENCES specialist,
    percent smallint NOT NULL CHECK (percent BETWEEN 1 AND 100),
    starts_on date NOT NULL,
    ends_on date NOT NULL,
    firm boolean NOT NULL,
    CHECK (ends_on >= starts_on)
);
COMMENT ON TABLE booking IS 'A trigger refuses what a specialist''s employment share does not cover';
CREATE INDEX booking_specialist ON booking (specialist, ends_on);

CREATE FUNCTION refuse_overbooking() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    share smallint;
    busiest integer;
BEGIN
    -- One booking of a person at a time: the sum below is over what is committed.
    SELECT percent INTO share FROM specialist WHERE id = NEW.specialist FOR UPDATE;
    SELECT max(taken) INTO busiest FROM (
        SELECT (SELECT coalesce(sum(b.percent), 0) FROM booking b
                WHERE b.specialist = NEW.specialist AND b.request_id <> NEW.request_id
                  AND day BETWEEN b.starts_on AND b.ends_on) AS taken
        FROM (SELECT NEW.starts_on AS day
              UNION SELECT starts_on FROM booking
              WHERE specialist = NEW.specialist AND starts_on BETWEEN NEW.starts_on AND NEW.ends_on) AS days
    ) AS loads;
    IF busiest + NEW.percent > share THEN
        RAISE EXCEPTION 'specialist % is booked to % of % percent', NEW.specialist, busiest, share
            USING ERRCODE = 'exclusion_violation', CONSTRAINT = 'booking_within_share';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER booking_within_share BEFORE INSERT OR UPDATE ON booking
    FOR EACH ROW EXECUTE FUNCTION refuse_overbooking();
"""


def upgrade() -> None:
    """Create the tables and the guard."""
    op.execute(_UP)


def downgrade() -> None:
    """Drop them."""
    op.execute("DROP TABLE booking, specialist, reference_number, support_request")
    op.execute("DROP FUNCTION refuse_overbooking")
