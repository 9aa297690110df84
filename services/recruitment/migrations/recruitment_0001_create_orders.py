"""Create recruitment orders and their positions."""

from alembic import op

revision = "recruitment_0001"
down_revision = None
branch_labels = ("recruitment",)
depends_on = None

_UP = """
CREATE TABLE recruitment_order (
    id uuid PRIMARY KEY,
    reference varchar(20) NOT NULL UNIQUE,
    version integer NOT NULL,
    status varchar(20) NOT NULL,
    district varchar(60) NOT NULL,
    unit varchar(60) NOT NULL,
    area varchar(30) NOT NULL,
    content jsonb NOT NULL,
    question text,
    placed_at timestamptz,
    updated_at timestamptz NOT NULL,
    CONSTRAINT order_placed CHECK (status = 'draft' OR status = 'cancelled' OR placed_at IS NOT NULL)
);
CREATE INDEX recruitment_order_district ON recruitment_order (district, status);
CREATE TABLE position (
    id uuid PRIMARY KEY,
    order_id uuid NOT NULL REFERENCES recruitment_order,
    number smallint NOT NULL,
    status varchar(20) NOT NULL,
    version integer NOT NULL,
    opened_on date NOT NULL,
    closed_on date,
    UNIQUE (order_id, number),
    CONSTRAINT position_closed CHECK ((status = 'open') = (closed_on IS NULL)),
    CONSTRAINT position_dates CHECK (closed_on >= opened_on)
);
CREATE INDEX position_open ON position (opened_on) WHERE status = 'open';
CREATE TABLE reference_number (
    year smallint PRIMARY KEY,
    last integer NOT NULL
);
"""


def upgrade() -> None:
    """Create the tables."""
    op.execute(_UP)


def downgrade() -> None:
    """Drop them."""
    op.execute("DROP TABLE reference_number, position, recruitment_order")
