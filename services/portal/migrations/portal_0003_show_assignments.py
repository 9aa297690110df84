"""Show what assignments wait for: a last day that is near or proposed, an effect to follow up, who helped before."""

from alembic import op

revision = "portal_0003"
down_revision = "portal_0002"
branch_labels = None
depends_on = None

_UP = """
ALTER TABLE request_view
    ADD COLUMN ending_on date,
    ADD COLUMN proposed_by varchar(10),
    ADD COLUMN effect_due boolean NOT NULL DEFAULT false,
    ADD COLUMN past_specialists varchar(60)[] NOT NULL DEFAULT '{}';
COMMENT ON COLUMN request_view.ending_on IS 'A last day that is near and that the district has not let be the last';
COMMENT ON COLUMN request_view.proposed_by IS 'The side that proposed another last day and waits for an answer';
ALTER TABLE feed ADD COLUMN previous_specialist varchar(60);
"""
_DOWN = """
ALTER TABLE feed DROP COLUMN previous_specialist;
ALTER TABLE request_view
    DROP COLUMN ending_on, DROP COLUMN proposed_by, DROP COLUMN effect_due, DROP COLUMN past_specialists;
"""


def upgrade() -> None:
    """Add the columns; they fill as events come, and from the topic by a rebuild."""
    op.execute(_UP)


def downgrade() -> None:
    """Drop them."""
    op.execute(_DOWN)
