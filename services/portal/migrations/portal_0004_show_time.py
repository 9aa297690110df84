"""Show worked time: a row per week of a specialist and a request, so that the unit is asked to confirm it."""

from alembic import op

revision = "portal_0004"
down_revision = "portal_0003"
branch_labels = None
depends_on = None

_UP = """
CREATE TABLE time_view (
    id uuid PRIMARY KEY,
    version integer NOT NULL,
    request uuid NOT NULL,
    specialist varchar(60) NOT NULL,
    monday date NOT NULL,
    status varchar(20) NOT NULL,
    minutes integer NOT NULL
);
CREATE INDEX time_view_request ON time_view (request, status);
"""


def upgrade() -> None:
    """Create the table; it fills as events come, and from the topic by a rebuild."""
    op.execute(_UP)


def downgrade() -> None:
    """Drop it."""
    op.execute("DROP TABLE time_view")
