"""Report time: a row per request, specialist and week; corrections are in the record of decisions."""

from alembic import op

revision = "team_0009"
down_revision = "team_0008"
branch_labels = None
depends_on = None

_UP = """
CREATE TABLE time_report (
    id uuid PRIMARY KEY,
    version integer NOT NULL,
    request_id uuid NOT NULL REFERENCES support_request,
    specialist varchar(60) NOT NULL REFERENCES specialist,
    monday date NOT NULL CHECK (extract(isodow FROM monday) = 1),
    status varchar(20) NOT NULL,
    entries jsonb NOT NULL,
    minutes integer NOT NULL CHECK (minutes >= 0 AND minutes % 15 = 0),
    CONSTRAINT time_report_week UNIQUE (request_id, specialist, monday)
);
CREATE INDEX time_report_specialist ON time_report (specialist, monday);
"""


def upgrade() -> None:
    """Create the table."""
    op.execute(_UP)


def downgrade() -> None:
    """Drop it."""
    op.execute("DROP TABLE time_report")
