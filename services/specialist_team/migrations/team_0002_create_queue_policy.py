"""Create the queue policy and the units' situation; the first policy gives the order that was in the code before.

Urgency counts 250 points a step and waiting one point a working day: urgency decides until someone has waited 250
working days, a year, longer.
"""

from alembic import op

revision = "team_0002"
down_revision = "team_0001"
branch_labels = None
depends_on = None

_UP = """
CREATE TABLE queue_policy (
    id uuid PRIMARY KEY,
    version integer NOT NULL,
    number smallint UNIQUE,
    status varchar(20) NOT NULL,
    rule jsonb NOT NULL,
    valid_from date NOT NULL,
    proposed_by varchar(100) NOT NULL,
    proposed_at timestamptz NOT NULL,
    signed_by varchar(100),
    signed_at timestamptz,
    CONSTRAINT queue_policy_four_eyes CHECK (signed_by <> proposed_by),
    CONSTRAINT queue_policy_signed CHECK ((status = 'signed') = (number IS NOT NULL AND signed_by IS NOT NULL))
);
CREATE TABLE unit_situation (
    unit varchar(60) NOT NULL,
    valid_from date NOT NULL,
    version integer NOT NULL,
    vacant_percent smallint CHECK (vacant_percent BETWEEN 0 AND 100),
    turnover_percent smallint CHECK (turnover_percent >= 0),
    source varchar(600) NOT NULL,
    PRIMARY KEY (unit, valid_from)
);
INSERT INTO queue_policy VALUES (
    '0193598a-0000-7000-8000-000000000100', 0, 1, 'signed',
    '{"terms": [{"term": "urgency", "weight": 250, "cap": 500, "whenMissing": 0}], "ageing": 1,
      "emergencyPercent": 0, "needBasis": "budgeted_posts", "tiedPurposes": []}',
    '2016-01-01', 'system', '2016-01-01 00:00+00', 'migration', '2016-01-01 00:00+00'
);
"""


def upgrade() -> None:
    """Create the tables and the first policy."""
    op.get_bind().exec_driver_sql(_UP)


def downgrade() -> None:
    """Drop them."""
    op.execute("DROP TABLE unit_situation, queue_policy")
