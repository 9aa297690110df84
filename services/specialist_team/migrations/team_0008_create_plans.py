"""Create plans, and the one row that says when somebody last asked for one."""

from alembic import op

revision = "team_0008"
down_revision = "team_0007"
branch_labels = None
depends_on = None

_UP = """
CREATE TABLE plan (
    id uuid PRIMARY KEY,
    made_at timestamptz NOT NULL UNIQUE,
    fingerprint varchar(64) NOT NULL,
    solver_version varchar(40) NOT NULL,
    proven boolean NOT NULL,
    gap_per_mille integer NOT NULL CHECK (gap_per_mille >= 0),
    content jsonb NOT NULL
);
COMMENT ON TABLE plan IS 'A plan as it was made; what came of its rows is in the requests';
CREATE TABLE plan_order (
    id smallint PRIMARY KEY CHECK (id = 1),
    wanted_at timestamptz NOT NULL
);
COMMENT ON TABLE plan_order IS 'One row: when somebody last asked for a plan';
"""


def upgrade() -> None:
    """Create the tables."""
    op.execute(_UP)


def downgrade() -> None:
    """Drop them."""
    op.execute("DROP TABLE plan_order, plan")
