"""Let a request hold several bookings, each with its own id: one after another when it is handed over."""

from alembic import op

revision = "team_0004"
down_revision = "team_0003"
branch_labels = None
depends_on = None

_UP = """
ALTER TABLE booking ADD COLUMN id uuid;
UPDATE booking SET id = request_id;
ALTER TABLE booking DROP CONSTRAINT booking_pkey;
ALTER TABLE booking ADD PRIMARY KEY (id);
CREATE INDEX booking_request ON booking (request_id);

ALTER TABLE support_request ADD COLUMN assignment jsonb NOT NULL DEFAULT '{}';
UPDATE support_request SET assignment = jsonb_build_object('segments', CASE
    WHEN status IN ('offered', 'accepted', 'under_way', 'completed', 'evaluated')
    THEN jsonb_build_array(offer - 'answer_by') ELSE '[]' END);
"""
_GUARD = """
CREATE OR REPLACE FUNCTION refuse_overbooking() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    share smallint;
    busiest integer;
BEGIN
    -- One booking of a person at a time: the sum below is over what is committed.
    SELECT percent INTO share FROM specialist WHERE id = NEW.specialist FOR UPDATE;
    SELECT max(taken) INTO busiest FROM (
        SELECT (SELECT coalesce(sum(b.percent), 0) FROM booking b
                WHERE b.specialist = NEW.specialist AND b.{key} <> NEW.{key}
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
"""
_DOWN = """
DELETE FROM booking b USING booking later WHERE later.request_id = b.request_id AND later.id > b.id;
ALTER TABLE booking DROP CONSTRAINT booking_pkey;
DROP INDEX booking_request;
ALTER TABLE booking DROP COLUMN id;
ALTER TABLE booking ADD PRIMARY KEY (request_id);
ALTER TABLE support_request DROP COLUMN assignment;
"""


def upgrade() -> None:
    """Give bookings ids of their own and requests their assignment."""
    op.execute(_UP)
    op.execute(_GUARD.format(key="id"))


def downgrade() -> None:
    """Keep one booking of each request."""
    op.execute(_GUARD.format(key="request_id"))
    op.execute(_DOWN)
