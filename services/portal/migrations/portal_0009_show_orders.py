"""Show recruitment orders."""

from alembic import op

revision = "portal_0009"
down_revision = "portal_0008"
branch_labels = None
depends_on = None

_UP = """
CREATE TABLE order_view (
    id uuid PRIMARY KEY,
    version integer NOT NULL,
    reference varchar(30) NOT NULL,
    district varchar(60) NOT NULL,
    unit varchar(60) NOT NULL,
    status varchar(20) NOT NULL,
    area varchar(40) NOT NULL,
    occupation varchar(60) NOT NULL,
    positions integer NOT NULL,
    percent integer NOT NULL,
    starts_on date NOT NULL,
    placed_at timestamptz,
    updated_at timestamptz NOT NULL
);
CREATE INDEX order_view_district ON order_view (district, updated_at);
"""


def upgrade() -> None:
    """Create the table."""
    op.execute(_UP)


def downgrade() -> None:
    """Drop it."""
    op.execute("DROP TABLE order_view")
