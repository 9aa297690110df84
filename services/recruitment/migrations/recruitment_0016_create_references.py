"""Create references: who is asked and what was said are sealed."""

from alembic import op

revision = "recruitment_0016"
down_revision = "recruitment_0015"
branch_labels = None
depends_on = None

_UP = """
CREATE TABLE reference_request (
    id uuid PRIMARY KEY,
    campaign_id uuid NOT NULL REFERENCES campaign,
    application_id uuid NOT NULL REFERENCES application,
    version integer NOT NULL,
    status varchar(30) NOT NULL,
    asked_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    key_id varchar(40) NOT NULL,
    referee bytea NOT NULL,
    answer_key_id varchar(40),
    answer bytea,
    taken_by varchar(100),
    CONSTRAINT reference_request_answered
        CHECK ((status IN ('received', 'received_off_service')) = (answer IS NOT NULL)),
    CONSTRAINT reference_request_taken CHECK ((status = 'received_off_service') = (taken_by IS NOT NULL))
);
COMMENT ON COLUMN reference_request.referee IS 'Name and address, sealed';
COMMENT ON COLUMN reference_request.answer IS 'What the referee said, sealed';
COMMENT ON COLUMN reference_request.taken_by IS 'Who took it down by telephone';
CREATE INDEX ix_reference_request_application_id ON reference_request (application_id);
CREATE INDEX reference_request_open ON reference_request (expires_at) WHERE status IN ('asked', 'reminded');
"""


def upgrade() -> None:
    """Create the table."""
    op.execute(_UP)


def downgrade() -> None:
    """Drop it."""
    op.execute("DROP TABLE reference_request")
