"""Let somebody say that two applications come from one person, or that they do not."""

from alembic import op

revision = "recruitment_0008"
down_revision = "recruitment_0004"
branch_labels = None
depends_on = None

_UP = """
ALTER TABLE application ADD COLUMN came_as uuid REFERENCES candidate;
COMMENT ON COLUMN application.came_as IS 'Its own candidate, when it has been joined';
ALTER TABLE candidate_mark ADD COLUMN borrowed boolean NOT NULL DEFAULT false;
COMMENT ON COLUMN candidate_mark.borrowed IS 'Of another candidate, joined to it';
CREATE TABLE candidate_told_apart (
    lower uuid REFERENCES candidate,
    higher uuid REFERENCES candidate,
    PRIMARY KEY (lower, higher),
    CHECK (lower < higher)
)
"""


def upgrade() -> None:
    """Add what is empty until somebody says something."""
    op.execute(_UP)


def downgrade() -> None:
    """Drop what was said; who was joined stays so."""
    op.execute("DROP TABLE candidate_told_apart")
    op.execute("ALTER TABLE candidate_mark DROP COLUMN borrowed")
    op.execute("ALTER TABLE application DROP COLUMN came_as")
