"""Keep what holds of a member by the day, and let the guard of the bookings count the share of each day.

What the reference file said holds from the month in which the team began. A booking that takes no more than it did
before is still always let through: it may be shortened or made firm although the share became less under it.
"""

from alembic import op

revision = "team_0011"
down_revision = "team_0010"
branch_labels = None
depends_on = None

_UP = """
CREATE TABLE specialist_terms (
    specialist varchar(60) NOT NULL REFERENCES specialist,
    starts_on date NOT NULL,
    percent smallint CHECK (percent BETWEEN 1 AND 100),
    home_district varchar(60),
    gained varchar(40)[] NOT NULL,
    lost varchar(40)[] NOT NULL,
    PRIMARY KEY (specialist, starts_on)
);
COMMENT ON TABLE specialist_terms IS 'What changes from a day on; NULL and nothing is as before';
INSERT INTO specialist_terms SELECT id, '2016-01-01', percent, home_district, competences, '{}' FROM specialist;
ALTER TABLE specialist DROP COLUMN percent, DROP COLUMN competences, DROP COLUMN home_district,
    ADD COLUMN last_day date;

CREATE FUNCTION employment_share(who varchar, day date) RETURNS integer LANGUAGE sql STABLE AS $$
    SELECT CASE WHEN s.last_day < day THEN 0 ELSE coalesce((
        SELECT t.percent FROM specialist_terms t
        WHERE t.specialist = who AND t.starts_on <= day AND t.percent IS NOT NULL
        ORDER BY t.starts_on DESC LIMIT 1), 0) END
    FROM specialist s WHERE s.id = who
$$;

CREATE OR REPLACE FUNCTION refuse_overbooking() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    before booking;
    works integer;
    booked integer;
    busiest integer;
BEGIN
    -- One booking of a person at a time: what follows is over what is committed.
    PERFORM FROM specialist WHERE id = NEW.specialist FOR UPDATE;
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
    -- What is free can only become less where something begins, the share changes or the last day has passed.
    WITH days AS (
        SELECT NEW.starts_on AS day
        UNION SELECT starts_on FROM booking
        WHERE specialist = NEW.specialist AND starts_on BETWEEN NEW.starts_on AND NEW.ends_on
        UNION SELECT starts_on FROM time_off
        WHERE specialist = NEW.specialist AND NOT cancelled AND starts_on BETWEEN NEW.starts_on AND NEW.ends_on
        UNION SELECT starts_on FROM specialist_terms
        WHERE specialist = NEW.specialist AND starts_on BETWEEN NEW.starts_on AND NEW.ends_on
        UNION SELECT last_day + 1 FROM specialist
        WHERE id = NEW.specialist AND last_day + 1 BETWEEN NEW.starts_on AND NEW.ends_on
    ), loads AS (
        SELECT employment_share(NEW.specialist, day) AS share,
               (SELECT coalesce(sum(b.percent), 0) FROM booking b
                WHERE b.specialist = NEW.specialist AND b.id <> NEW.id
                  AND day BETWEEN b.starts_on AND b.ends_on) AS work,
               (SELECT coalesce(sum(t.percent), 0) FROM time_off t
                WHERE t.specialist = NEW.specialist AND NOT t.cancelled
                  AND day BETWEEN t.starts_on AND t.ends_on) AS away
        FROM days
    )
    SELECT min(share), max(work - share), max(work + away - share) INTO works, booked, busiest FROM loads;
    IF NEW.percent > works THEN
        RAISE EXCEPTION 'specialist % is employed to % percent', NEW.specialist, works
            USING ERRCODE = 'exclusion_violation', CONSTRAINT = 'booking_within_employment';
    ELSIF booked + NEW.percent > 0 THEN
        RAISE EXCEPTION 'specialist % is booked to % percent less than the share', NEW.specialist, -booked
            USING ERRCODE = 'exclusion_violation', CONSTRAINT = 'booking_within_share';
    ELSIF busiest + NEW.percent > 0 THEN
        RAISE EXCEPTION 'specialist % is booked or away to % percent less than the share', NEW.specialist, -busiest
            USING ERRCODE = 'exclusion_violation', CONSTRAINT = 'booking_within_availability';
    END IF;
    RETURN NEW;
END $$;
"""
_DOWN = """
ALTER TABLE specialist ADD COLUMN percent smallint CHECK (percent BETWEEN 1 AND 100),
    ADD COLUMN competences varchar(40)[], ADD COLUMN home_district varchar(60);
UPDATE specialist s SET
    percent = greatest(employment_share(s.id, current_date), 1),
    home_district = (SELECT t.home_district FROM specialist_terms t WHERE t.specialist = s.id
        AND t.home_district IS NOT NULL ORDER BY t.starts_on > current_date, t.starts_on DESC LIMIT 1),
    competences = ARRAY(SELECT DISTINCT unnest(t.gained) FROM specialist_terms t WHERE t.specialist = s.id
        AND t.starts_on <= current_date EXCEPT SELECT unnest(t.lost) FROM specialist_terms t
        WHERE t.specialist = s.id AND t.starts_on <= current_date);
ALTER TABLE specialist ALTER COLUMN percent SET NOT NULL, ALTER COLUMN competences SET NOT NULL,
    ALTER COLUMN home_district SET NOT NULL, DROP COLUMN last_day;
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
DROP FUNCTION employment_share;
DROP TABLE specialist_terms;
"""


def upgrade() -> None:
    """Give every member terms, and let the guard count them."""
    op.execute(_UP)


def downgrade() -> None:
    """Keep what holds today."""
    op.execute(_DOWN)
