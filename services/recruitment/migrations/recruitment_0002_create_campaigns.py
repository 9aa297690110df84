"""Create campaigns with their positions and requirement profiles."""

from alembic import op

revision = "recruitment_0002"
down_revision = "recruitment_0001"
branch_labels = None
depends_on = None

_UP = """
CREATE TABLE campaign (
    id uuid PRIMARY KEY,
    reference varchar(20) NOT NULL UNIQUE,
    version integer NOT NULL,
    status varchar(30) NOT NULL,
    title text NOT NULL,
    opens_on date NOT NULL,
    closes_on date NOT NULL,
    records jsonb NOT NULL,
    published_at timestamptz,
    updated_at timestamptz NOT NULL,
    CONSTRAINT campaign_days CHECK (opens_on <= closes_on),
    CONSTRAINT campaign_published CHECK (status IN ('preparing', 'cancelled') OR published_at IS NOT NULL)
);
COMMENT ON COLUMN campaign.records IS 'What the examination of gates found';
CREATE INDEX campaign_closing ON campaign (closes_on) WHERE status = 'published';
CREATE TABLE campaign_position (
    campaign_id uuid REFERENCES campaign,
    position_id uuid REFERENCES position,
    released boolean NOT NULL,
    PRIMARY KEY (campaign_id, position_id)
);
CREATE UNIQUE INDEX campaign_position_once ON campaign_position (position_id) WHERE NOT released;
CREATE TABLE requirement_profile (
    campaign_id uuid REFERENCES campaign,
    number smallint,
    criteria jsonb NOT NULL,
    locked_at timestamptz,
    reason text,
    PRIMARY KEY (campaign_id, number),
    CONSTRAINT profile_revised CHECK (number = 1 OR (locked_at IS NOT NULL AND reason IS NOT NULL))
);
CREATE TABLE campaign_number (
    year smallint PRIMARY KEY,
    last integer NOT NULL
);
CREATE FUNCTION keep_locked_profile() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.locked_at IS NOT NULL AND OLD IS DISTINCT FROM NEW THEN
        RAISE EXCEPTION 'a locked requirement profile is not changed; make a new version';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER keep_locked_profile BEFORE UPDATE ON requirement_profile
    FOR EACH ROW EXECUTE FUNCTION keep_locked_profile();
"""


def upgrade() -> None:
    """Create the tables; a locked profile is kept as it is by the database too."""
    op.execute(_UP)


def downgrade() -> None:
    """Drop them."""
    op.execute("DROP TABLE campaign_number, requirement_profile, campaign_position, campaign")
    op.execute("DROP FUNCTION keep_locked_profile()")
