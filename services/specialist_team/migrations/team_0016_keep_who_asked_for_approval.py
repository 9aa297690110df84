"""Keep who sent a request for approval: that person does not approve it."""

from alembic import op

revision = "team_0016"
down_revision = "team_0015"
branch_labels = None
depends_on = None

_UP = """
DO $$ BEGIN
    IF to_regclass('audit_record') IS NOT NULL THEN  -- a new database may have its tables made in another order
        UPDATE support_request SET asked_approval_by = (
            SELECT actor FROM audit_record
            WHERE subject_id = support_request.id AND action = 'specialist_team.request_sent_for_approval.v1'
            ORDER BY subject_version DESC LIMIT 1
        ) WHERE status = 'awaiting_approval';
    END IF;
END $$
"""


def upgrade() -> None:
    """Add the column; of requests that wait for approval now, the record knows who asked."""
    op.execute("ALTER TABLE support_request ADD COLUMN asked_approval_by varchar(100)")
    op.execute(_UP)


def downgrade() -> None:
    """Drop it."""
    op.execute("ALTER TABLE support_request DROP COLUMN asked_approval_by")
