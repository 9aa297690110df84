"""Note for whom a personnel file is made."""

from alembic import op

revision = "recruitment_0017"
down_revision = "recruitment_0016"
branch_labels = None
depends_on = None

_UP = """
CREATE TABLE personnel_file (
    application_id uuid PRIMARY KEY REFERENCES application,
    made_by varchar(100) NOT NULL,
    made_at timestamptz NOT NULL
)
"""


def upgrade() -> None:
    """Create the table."""
    op.execute(_UP)


def downgrade() -> None:
    """Drop it."""
    op.execute("DROP TABLE personnel_file")
