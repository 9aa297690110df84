"""Create imports: files as they were checked, the fate of every row, and the keys that are taken."""

from alembic import op

revision = "team_0007"
down_revision = "team_0006"
branch_labels = None
depends_on = None

_UP = """
CREATE TABLE import_file (
    id uuid PRIMARY KEY,
    kind varchar(30) NOT NULL,
    status varchar(20) NOT NULL,
    file_name varchar(200) NOT NULL,
    fingerprint varchar(64) NOT NULL,
    rows integer NOT NULL CHECK (rows > 0),
    checked_by varchar(100) NOT NULL,
    checked_at timestamptz NOT NULL,
    ordered_at timestamptz,
    finished_at timestamptz
);
CREATE INDEX import_file_running ON import_file (ordered_at) WHERE status = 'running';
CREATE TABLE import_row (
    import_id uuid NOT NULL REFERENCES import_file,
    number integer NOT NULL,
    key varchar(120),
    fate varchar(20) NOT NULL,
    errors jsonb NOT NULL,
    content jsonb,
    request_id uuid REFERENCES support_request,
    PRIMARY KEY (import_id, number)
);
CREATE INDEX import_row_new ON import_row (import_id, number) WHERE fate = 'new';
COMMENT ON COLUMN import_row.content IS 'What is to be imported, as long as it is; never what was refused';
CREATE TABLE imported_request (
    key varchar(60) PRIMARY KEY,
    digest bytea NOT NULL,
    request_id uuid NOT NULL UNIQUE REFERENCES support_request,
    hours numeric(6, 2)
);
COMMENT ON COLUMN imported_request.hours IS 'Hours reported in all, as the file said';
"""


def upgrade() -> None:
    """Create the tables."""
    op.execute(_UP)


def downgrade() -> None:
    """Drop them."""
    op.execute("DROP TABLE imported_request, import_row, import_file")
