"""Remember the positions that districts have ordered of HR-service."""

from alembic import op

revision = "team_0014"
down_revision = "team_0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the table; the topic is read from its beginning."""
    op.execute(
        """
        CREATE TABLE vacancy (
            position uuid PRIMARY KEY,
            status varchar(20) NOT NULL,
            unit varchar(60) NOT NULL,
            percent smallint NOT NULL CHECK (percent BETWEEN 1 AND 100),
            opened_on date NOT NULL,
            filled_on date,
            starts_on date
        )
        """
    )


def downgrade() -> None:
    """Drop it."""
    op.execute("DROP TABLE vacancy")
