"""Let two people stand behind the highest urgency: who proposed it, and who confirmed. The database refuses one.

What is acute since before, or by an import, has nobody noted and stays as it is.
"""

from alembic import op

revision = "team_0012"
down_revision = "team_0011"
branch_labels = None
depends_on = None

_UP = """
ALTER TABLE support_request
    ADD COLUMN acute_proposed_by varchar(100),
    ADD COLUMN acute_proposed_at timestamptz,
    ADD COLUMN acute_confirmed_by varchar(100),
    ADD CONSTRAINT support_request_acute_two_people CHECK (acute_confirmed_by <> acute_proposed_by),
    ADD CONSTRAINT support_request_acute_confirmed
        CHECK (urgency <> 'acute' OR acute_proposed_by IS NULL OR acute_confirmed_by IS NOT NULL);
"""
_DOWN = """
ALTER TABLE support_request
    DROP COLUMN acute_proposed_by, DROP COLUMN acute_proposed_at, DROP COLUMN acute_confirmed_by;
"""


def upgrade() -> None:
    """Add who proposed and who confirmed, who are never the same."""
    op.execute(_UP)


def downgrade() -> None:
    """Drop them; what waits for a second person stays of high urgency."""
    op.execute(_DOWN)
