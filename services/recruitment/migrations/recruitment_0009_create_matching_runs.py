"""Create matching runs and the lot that decides between equals."""

from alembic import op

revision = "recruitment_0009"
down_revision = "recruitment_0008"
branch_labels = None
depends_on = None

_UP = """
CREATE TABLE campaign_lot (
    campaign_id uuid PRIMARY KEY REFERENCES campaign,
    seed bytea NOT NULL,
    CONSTRAINT lot_long_enough CHECK (length(seed) >= 16)
);
COMMENT ON COLUMN campaign_lot.seed IS 'Drawn when the campaign was published';
INSERT INTO campaign_lot
    SELECT id, sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()))
    FROM campaign WHERE published_at IS NOT NULL;
CREATE TABLE matching_run (
    id uuid PRIMARY KEY,
    campaign_id uuid NOT NULL REFERENCES campaign,
    number smallint NOT NULL,
    repairs uuid REFERENCES matching_run,
    made_by varchar(100) NOT NULL,
    made_at timestamptz NOT NULL,
    profile smallint NOT NULL,
    snapshot bytea NOT NULL,
    record bytea NOT NULL,
    levels jsonb NOT NULL,
    candidates integer NOT NULL,
    positions integer NOT NULL,
    matched integer NOT NULL,
    not_judged integer NOT NULL,
    short_of_must integer NOT NULL,
    CONSTRAINT matching_run_number UNIQUE (campaign_id, number)
);
COMMENT ON COLUMN matching_run.snapshot IS 'All that the run was given, byte for byte';
COMMENT ON COLUMN matching_run.record IS 'All that came out, byte for byte';
COMMENT ON COLUMN matching_run.levels IS 'What the points came from, by application and criterion';
CREATE FUNCTION keep_what_was_drawn() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a lot and a matching run are never changed; make a new run';
END $$;
CREATE TRIGGER keep_matching_run BEFORE UPDATE ON matching_run
    FOR EACH ROW EXECUTE FUNCTION keep_what_was_drawn();
CREATE TRIGGER keep_campaign_lot BEFORE UPDATE ON campaign_lot
    FOR EACH ROW EXECUTE FUNCTION keep_what_was_drawn();
"""


def upgrade() -> None:
    """Create the tables; what was drawn and made is kept by the database as it is."""
    op.execute(_UP)


def downgrade() -> None:
    """Drop them."""
    op.execute("DROP TABLE matching_run, campaign_lot")
    op.execute("DROP FUNCTION keep_what_was_drawn()")
