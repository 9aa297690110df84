"""Create time off and conflicts of interest, and let the guard of the bookings count them.

A booking that takes no more than it did before is always let through: it may be shortened or made firm although time
off was registered over it.
"""

from alembic import op

revision = "team_0005"
down_revision = "team_0004"
branch_labels = None
depends_on = None

_UP = """
ALTER TABLE specialist ADD COLUMN version integer NOT NULL DEFAULT 0;
CREATE TABLE time_off (
    id uuid PRIMARY KEY,
    specialist varchar(60) NOT NULL REFERENCES specialist,
    cause varchar(30) NOT NULL,
    percent smallint NOT NULL CHECK (percent BETWEEN 1 AND 100),
    starts_on date NOT NULL,
    ends_on date NOT NULL,
    cancelled boolean NOT NULL,
    CHECK (ends_on >= starts_on)
);
CREATE INDEX time_off_specialist ON time_off (specialist, ends_on) WHERE NOT cancelled;
COMMENT ON COLUMN time_off.cause IS 'For the coordinator and the specialist only';
CREATE TABLE conflict_of_interest (
    id uuid PRIMARY KEY,
    specialist varchar(60) NOT NULL REFERENCES specialist,
    district varchar(60) NOT NULL,
    unit varchar(60),
    starts_on date NOT NULL,
    ends_on date
);
CREATE INDEX conflict_of_interest_specialist ON conflict_of_interest (specialist);
COMMENT ON TABLE conflict_of_interest IS 'That it is so; why is stored nowhere';

COMMENT ON TABLE booking IS 'A trigger refuses what a specialist''s free time does not cover';

CREATE OR REPLACE FUNCTION refuse_overbooking() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    share smallint;
    before booking;
    booked integer;
    busiest integer;
BEGIN
    -- One booking of a person at a time: what follows is over what is committed.
    SELECT percent INTO share FROM specialist WHERE id = NEW.specialist FOR UPDATE;
    SELECT * INTO before FROM booking WHERE id = NEW.id;
    IF before.specialist = NEW.specialist AND NEW.percent <= before.percent
        AND NEW.starts_on >= before.starts_on AND NEW.ends_on <= before.ends_on THEN
        RETURN NEW;
    END IF;
    IF EXISTS (
        SELECT FROM conflict_of_interest c JOIN support_request r ON r.id = NEW.request_id
        WHERE c.specialist = NEW.specialist AND c.district = r.district AND (c.unit IS NULL OR c.unit = r.unit)
          AND c.starts_on <= NEW.ends_on AND (c.ends_on IS NULL OR c.ends_on >= NEW.starts_on)
    ) THEN
        RAISE EXCEPTION 'specialist % has a conflict of interest', NEW.specialist
            USING ERRCODE = 'exclusion_violation', CONSTRAINT = 'booking_without_conflict';
    END IF;
    WITH days AS (
        SELECT NEW.starts_on AS day
        UNION SELECT starts_on FROM booking
        WHERE specialist = NEW.specialist AND starts_on BETWEEN NEW.starts_on AND NEW.ends_on
        UNION SELECT starts_on FROM time_off
        WHERE specialist = NEW.specialist AND NOT cancelled AND starts_on BETWEEN NEW.starts_on AND NEW.ends_on
    ), loads AS (
        SELECT (SELECT coalesce(sum(b.percent), 0) FROM booking b
                WHERE b.specialist = NEW.specialist AND b.id <> NEW.id
                  AND day BETWEEN b.starts_on AND b.ends_on) AS work,
               (SELECT coalesce(sum(t.percent), 0) FROM time_off t
                WHERE t.specialist = NEW.specialist AND NOT t.cancelled
                  AND day BETWEEN t.starts_on AND t.ends_on) AS away
        FROM days
    )
    SELECT max(work), max(work + away) INTO booked, busiest FROM loads;
    IF booked + NEW.percent > share THEN
        RAISE EXCEPTION 'specialist % is booked to % of % percent', NEW.specialist, booked, share
            USING ERRCODE = 'exclusion_violation', CONSTRAINT = 'booking_within_share';
    ELSIF busiest + NEW.percent > share THEN
        RAISE EXCEPTION 'specialist % is booked or away to % of % percent', NEW.specialist, busiest, share
            USING ERRCODE = 'exclusion_violation', CONSTRAINT = 'booking_within_availability';
    END IF;
    RETURN NEW;
END $$;
"""
_DOWN = """
CREATE OR REPLACE FUNCTION refuse_overbooking() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    share smallint;
    busiest integer;
BEGIN
    SELECT percent INTO share FROM specialist WHERE id = NEW.specialist FOR UPDATE;
    SELECT max(taken) INTO busiest FROM (
        SELECT (SELECT coalesce(sum(b.percent), 0) FROM booking b
                WHERE b.specialist = NEW.specialist AND b.id <> NEW.id
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
COMMENT ON TABLE booking IS 'A trigger refuses what a specialist''s employment share does not cover';
DROP TABLE conflict_of_interest, time_off;
ALTER TABLE specialist DROP COLUMN version;
"""


def upgrade() -> None:
    """Create the tables and the guard that counts them."""
    op.execute(_UP)


def downgrade() -> None:
    """Drop them, and count bookings alone."""
    op.execute(_DOWN)
