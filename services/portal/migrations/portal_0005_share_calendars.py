"""Share calendars: private links, and the periods of help that they show."""

from alembic import op

revision = "portal_0005"
down_revision = "portal_0004"
branch_labels = None
depends_on = None

_UP = """
CREATE TABLE calendar_link (
    id uuid PRIMARY KEY,
    person varchar(100) NOT NULL,
    kind varchar(10) NOT NULL,
    secret_hash bytea NOT NULL UNIQUE,
    district varchar(60),
    unit varchar(60),
    created_at timestamptz NOT NULL DEFAULT now(),
    revoked_at timestamptz
);
COMMENT ON COLUMN calendar_link.secret_hash IS 'SHA-256 of the link; it is not stored';
CREATE UNIQUE INDEX calendar_link_working ON calendar_link (person, kind) WHERE revoked_at IS NULL;

CREATE TABLE help_period (
    request uuid NOT NULL,
    specialist varchar(60) NOT NULL,
    starts_on date NOT NULL,
    ends_on date NOT NULL,
    percent integer NOT NULL,
    reference varchar(30) NOT NULL,
    district varchar(60) NOT NULL,
    unit varchar(60) NOT NULL,
    sequence integer NOT NULL,
    cancelled boolean NOT NULL,
    changed_at timestamptz NOT NULL,
    PRIMARY KEY (request, specialist, starts_on)
);
CREATE INDEX help_period_specialist ON help_period (specialist);
CREATE INDEX help_period_district ON help_period (district);
"""


def upgrade() -> None:
    """Create the tables; the periods fill as events come, and from the topic by a rebuild."""
    op.execute(_UP)


def downgrade() -> None:
    """Drop them."""
    op.execute("DROP TABLE calendar_link, help_period")
