"""Show who sent a request for approval: it is no task of that person's to approve it."""

from alembic import op

revision = "portal_0011"
down_revision = "portal_0010"
branch_labels = None
depends_on = None

_UP = """
ALTER TABLE request_view ADD COLUMN asked_approval_by varchar(100);
COMMENT ON COLUMN request_view.asked_approval_by IS 'Who sent it to the district''s approver';
UPDATE request_view SET asked_approval_by = (
    SELECT actor FROM feed
    WHERE feed.request = request_view.id AND type = 'specialist_team.request_sent_for_approval.v1'
    ORDER BY version DESC LIMIT 1
) WHERE status = 'awaiting_approval';
"""


def upgrade() -> None:
    """Add the column; of requests that wait for approval now, the feed knows who asked."""
    op.execute(_UP)


def downgrade() -> None:
    """Drop it."""
    op.execute("ALTER TABLE request_view DROP COLUMN asked_approval_by")
