"""Create one-time links."""

from alembic import op

revision = "recruitment_0011"
down_revision = "recruitment_0010"
branch_labels = None
depends_on = None

_UP = """
CREATE TABLE one_time_link (
    id uuid PRIMARY KEY,
    purpose varchar(20) NOT NULL,
    subject_id uuid NOT NULL,
    token_digest bytea NOT NULL UNIQUE CHECK (length(token_digest) = 32),
    made_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    used_at timestamptz,
    revoked_at timestamptz,
    CHECK (expires_at > made_at)
);
COMMENT ON COLUMN one_time_link.subject_id IS 'What it opens, by its purpose';
COMMENT ON COLUMN one_time_link.token_digest IS 'SHA-256; the token is nowhere';
CREATE INDEX one_time_link_subject ON one_time_link (subject_id);
CREATE INDEX one_time_link_expires ON one_time_link (expires_at)
"""


def upgrade() -> None:
    """Create the table."""
    op.execute(_UP)


def downgrade() -> None:
    """Drop it; no link opens anything any more."""
    op.execute("DROP TABLE one_time_link")
