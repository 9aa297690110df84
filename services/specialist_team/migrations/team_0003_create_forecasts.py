"""Create forecasts: each run of the engine, and what it promised each request in the queue."""

from alembic import op

revision = "team_0003"
down_revision = "team_0002"
branch_labels = None
depends_on = None

_UP = """
CREATE TABLE forecast_run (
    made_at timestamptz PRIMARY KEY,
    fingerprint varchar(64) NOT NULL,
    engine_version varchar(20) NOT NULL,
    rounds integer NOT NULL CHECK (rounds > 0),
    finished integer NOT NULL,
    arrivals_per_year integer NOT NULL,
    arrivals_basis varchar(20) NOT NULL,
    new_p50 integer,
    new_p90 integer
);
CREATE TABLE forecast_promise (
    request_id uuid NOT NULL REFERENCES support_request,
    made_at timestamptz NOT NULL REFERENCES forecast_run,
    wanted_on date NOT NULL,
    p50 date,
    p90 date,
    in_time integer NOT NULL,
    weeks jsonb NOT NULL,
    PRIMARY KEY (request_id, made_at),
    CHECK (p50 <= p90)
);
COMMENT ON TABLE forecast_promise IS 'What a district was shown: kept as it was said, to be held against what came';
"""


def upgrade() -> None:
    """Create the tables."""
    op.execute(_UP)


def downgrade() -> None:
    """Drop them."""
    op.execute("DROP TABLE forecast_promise, forecast_run")
