"""Create requests of candidates to be erased."""

from alembic import op

revision = "recruitment_0015"
down_revision = "recruitment_0014"
branch_labels = None
depends_on = None

_UP = """
CREATE TABLE erasure_request (
    application_id uuid PRIMARY KEY REFERENCES application,
    asked_at timestamptz NOT NULL,
    answered_at timestamptz
)
"""


def upgrade() -> None:
    """Create the table."""
    op.execute(_UP)


def downgrade() -> None:
    """Drop it."""
    op.execute("DROP TABLE erasure_request")
