"""Create screening: seats, verdicts that are kept as they were given, and who was told who a candidate is."""

from alembic import op

revision = "recruitment_0004"
down_revision = "recruitment_0003"
branch_labels = None
depends_on = None

_UP = """
CREATE TABLE screening (
    id uuid PRIMARY KEY,
    application_id uuid NOT NULL UNIQUE REFERENCES application,
    campaign_id uuid NOT NULL REFERENCES campaign,
    version integer NOT NULL,
    status varchar(20) NOT NULL,
    profile smallint NOT NULL,
    agreed jsonb NOT NULL
);
COMMENT ON COLUMN screening.profile IS 'The profile''s version that the status is by';
COMMENT ON COLUMN screening.agreed IS 'Settled value by criterion: level 0-4; must 1, 0, -1 unclear';
CREATE INDEX ix_screening_campaign_id ON screening (campaign_id);
CREATE TABLE screening_seat (
    screening_id uuid REFERENCES screening,
    assessor varchar(100),
    number smallint NOT NULL CHECK (number BETWEEN 1 AND 3),
    taken_at timestamptz NOT NULL,
    left_for varchar(20),
    PRIMARY KEY (screening_id, assessor)
);
COMMENT ON COLUMN screening_seat.number IS '1 and 2 judge all, 3 what they differ on';
COMMENT ON COLUMN screening_seat.left_for IS 'Why the assessor left it to another';
CREATE UNIQUE INDEX screening_seat_once ON screening_seat (screening_id, number) WHERE left_for IS NULL;
CREATE INDEX screening_seat_assessor ON screening_seat (assessor);
CREATE TABLE screening_verdict (
    screening_id uuid,
    assessor varchar(100),
    criterion varchar(100),
    profile smallint,
    value smallint NOT NULL CHECK (value BETWEEN -1 AND 4),
    ground varchar(20) NOT NULL,
    key_id varchar(40),
    note bytea,
    locked_at timestamptz NOT NULL,
    PRIMARY KEY (screening_id, assessor, criterion, profile),
    FOREIGN KEY (screening_id, assessor) REFERENCES screening_seat (screening_id, assessor)
);
COMMENT ON COLUMN screening_verdict.note IS 'Sealed';
CREATE FUNCTION keep_locked_verdict() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a locked verdict is not changed';
END $$;
CREATE TRIGGER keep_locked_verdict BEFORE UPDATE ON screening_verdict
    FOR EACH ROW EXECUTE FUNCTION keep_locked_verdict();
CREATE TABLE screening_offer (
    screening_id uuid,
    assessor varchar(100),
    criterion varchar(100),
    profile smallint,
    value smallint NOT NULL CHECK (value BETWEEN -1 AND 4),
    key_id varchar(40) NOT NULL,
    reason bytea NOT NULL,
    offered_at timestamptz NOT NULL,
    PRIMARY KEY (screening_id, assessor, criterion, profile),
    FOREIGN KEY (screening_id, assessor) REFERENCES screening_seat (screening_id, assessor)
);
COMMENT ON COLUMN screening_offer.reason IS 'Sealed';
CREATE TABLE screening_draft (
    screening_id uuid,
    assessor varchar(100),
    key_id varchar(40) NOT NULL,
    content bytea NOT NULL,
    saved_at timestamptz NOT NULL,
    PRIMARY KEY (screening_id, assessor),
    FOREIGN KEY (screening_id, assessor) REFERENCES screening_seat (screening_id, assessor)
);
COMMENT ON COLUMN screening_draft.content IS 'What is judged so far, sealed';
CREATE TABLE conflict_declaration (
    campaign_id uuid REFERENCES campaign,
    assessor varchar(100),
    id uuid NOT NULL,
    version integer NOT NULL,
    declared_at timestamptz NOT NULL,
    PRIMARY KEY (campaign_id, assessor)
);
CREATE TABLE conflict_mark (
    campaign_id uuid,
    assessor varchar(100),
    mark bytea,
    PRIMARY KEY (campaign_id, assessor, mark),
    FOREIGN KEY (campaign_id, assessor) REFERENCES conflict_declaration (campaign_id, assessor)
);
COMMENT ON COLUMN conflict_mark.mark IS 'Keyed hash of a number or an address';
CREATE TABLE identity_access (
    application_id uuid REFERENCES application,
    person varchar(100),
    ground varchar(20) NOT NULL,
    protected_for bytea,
    key_id varchar(40),
    shown_at timestamptz NOT NULL,
    PRIMARY KEY (application_id, person)
);
COMMENT ON COLUMN identity_access.protected_for IS 'Why a protected identity is shown, sealed';
"""


def upgrade() -> None:
    """Create the tables; a locked verdict is kept as it is by the database too."""
    op.execute(_UP)


def downgrade() -> None:
    """Drop them."""
    op.execute("DROP TABLE identity_access, conflict_mark, conflict_declaration, screening_draft, screening_offer")
    op.execute("DROP TABLE screening_verdict, screening_seat, screening")
    op.execute("DROP FUNCTION keep_locked_verdict()")
