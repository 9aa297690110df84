"""Keep drafts of interview scorecards."""

from alembic import op

revision = "recruitment_0021"
down_revision = "recruitment_0020"
branch_labels = None
depends_on = None

_UP = """
CREATE TABLE interview_draft (
    interview_id uuid,
    person varchar(100),
    key_id varchar(40) NOT NULL,
    content bytea NOT NULL,
    saved_at timestamptz NOT NULL,
    PRIMARY KEY (interview_id, person),
    FOREIGN KEY (interview_id, person) REFERENCES interview_seat (interview_id, person) ON DELETE CASCADE
);
COMMENT ON COLUMN interview_draft.content IS 'What is judged so far, sealed';
"""


def upgrade() -> None:
    """Create the table."""
    op.execute(_UP)


def downgrade() -> None:
    """Drop it."""
    op.execute("DROP TABLE interview_draft")
