"""Create applications, with identity and merits apart and sealed, and files with applications."""

from alembic import op

revision = "recruitment_0003"
down_revision = "recruitment_0002"
branch_labels = None
depends_on = None

_UP = """
CREATE TABLE candidate (
    id uuid PRIMARY KEY,
    created_at timestamptz NOT NULL
);
CREATE TABLE candidate_identity (
    candidate_id uuid PRIMARY KEY REFERENCES candidate,
    key_id varchar(40) NOT NULL,
    content bytea NOT NULL
);
COMMENT ON COLUMN candidate_identity.content IS 'Names, number and addresses, sealed';
CREATE TABLE candidate_mark (
    candidate_id uuid REFERENCES candidate,
    mark bytea,
    PRIMARY KEY (candidate_id, mark)
);
COMMENT ON COLUMN candidate_mark.mark IS 'Keyed hash of a number or an address';
CREATE INDEX candidate_mark_mark ON candidate_mark (mark);
CREATE TABLE application (
    id uuid PRIMARY KEY,
    campaign_id uuid NOT NULL REFERENCES campaign,
    candidate_id uuid NOT NULL REFERENCES candidate,
    number integer NOT NULL,
    version integer NOT NULL,
    status varchar(20) NOT NULL,
    received_on date NOT NULL,
    late boolean NOT NULL,
    wishes jsonb NOT NULL,
    withdrawn_on date,
    source_reference varchar(60) NOT NULL,
    said bytea NOT NULL,
    CONSTRAINT application_number UNIQUE (campaign_id, number),
    CONSTRAINT application_source UNIQUE (campaign_id, source_reference),
    CONSTRAINT application_withdrawn CHECK ((status = 'withdrawn') = (withdrawn_on IS NOT NULL))
);
COMMENT ON COLUMN application.wishes IS 'Positions, wanted most first';
COMMENT ON COLUMN application.said IS 'Keyed hash of the row it came as';
CREATE INDEX ix_application_candidate_id ON application (candidate_id);
CREATE TABLE application_merit (
    application_id uuid PRIMARY KEY REFERENCES application,
    key_id varchar(40) NOT NULL,
    content bytea NOT NULL
);
COMMENT ON COLUMN application_merit.content IS 'Degree, experience and letter, sealed';
CREATE TABLE application_file (
    id uuid PRIMARY KEY,
    campaign_id uuid NOT NULL REFERENCES campaign,
    status varchar(20) NOT NULL,
    fingerprint varchar(64) NOT NULL,
    rows integer NOT NULL,
    checked_by varchar(100) NOT NULL,
    checked_at timestamptz NOT NULL,
    ordered_at timestamptz,
    finished_at timestamptz
);
CREATE INDEX ix_application_file_campaign_id ON application_file (campaign_id);
CREATE INDEX application_file_running ON application_file (ordered_at) WHERE status = 'running';
CREATE TABLE application_row (
    file_id uuid REFERENCES application_file,
    number integer,
    key varchar(60),
    fate varchar(20) NOT NULL,
    errors jsonb NOT NULL,
    same_person jsonb NOT NULL,
    key_id varchar(40),
    content bytea,
    application_id uuid REFERENCES application,
    PRIMARY KEY (file_id, number),
    CONSTRAINT row_kept CHECK (fate IN ('new', 'withdraws') OR content IS NULL)
);
COMMENT ON COLUMN application_row.content IS
    'What is to be taken in, sealed, as long as it is; never what was refused';
CREATE INDEX application_row_waiting ON application_row (file_id, number) WHERE fate IN ('new', 'withdraws');
"""


def upgrade() -> None:
    """Create the tables."""
    op.execute(_UP)


def downgrade() -> None:
    """Drop them."""
    op.execute("DROP TABLE application_row, application_file, application_merit, application")
    op.execute("DROP TABLE candidate_mark, candidate_identity, candidate")
