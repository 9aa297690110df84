"""Create the portal's sessions, people's choices, and its projections."""

from alembic import op

revision = "portal_0001"
down_revision = None
branch_labels = ("portal",)
depends_on = None

_UP = """
CREATE TABLE session (
    id_hash bytea PRIMARY KEY,
    person varchar(100) NOT NULL,
    roles varchar(50)[] NOT NULL,
    district varchar(60),
    unit varchar(60),
    csrf varchar(64) NOT NULL,
    access_token text NOT NULL,
    access_expires_at timestamptz NOT NULL,
    refresh_token text,
    id_token text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    seen_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON COLUMN session.id_hash IS 'SHA-256 of the cookie; the cookie itself is not stored';
CREATE INDEX session_seen ON session (seen_at);

CREATE TABLE sign_in (
    state_hash bytea PRIMARY KEY,
    browser_hash bytea NOT NULL,
    nonce varchar(64) NOT NULL,
    verifier varchar(128) NOT NULL,
    destination varchar(500) NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON COLUMN sign_in.browser_hash IS 'Binds the answer to the browser that asked';

CREATE TABLE person (
    id varchar(100) PRIMARY KEY,
    language varchar(2),
    theme varchar(10) NOT NULL DEFAULT 'auto',
    density varchar(10) NOT NULL DEFAULT 'normal',
    signed_in_at timestamptz NOT NULL DEFAULT now(),
    here_before_at timestamptz
);
COMMENT ON COLUMN person.here_before_at IS 'When the visit before this one began';

CREATE TABLE request_view (
    id uuid PRIMARY KEY,
    version integer NOT NULL,
    reference varchar(30) NOT NULL,
    district varchar(60) NOT NULL,
    unit varchar(60) NOT NULL,
    status varchar(20) NOT NULL,
    area varchar(40) NOT NULL,
    purpose varchar(40) NOT NULL,
    percent integer NOT NULL,
    starts_on date NOT NULL,
    ends_on date NOT NULL,
    urgency varchar(20),
    answer_by timestamptz,
    specialist varchar(60),
    help_percent integer,
    help_starts_on date,
    help_ends_on date,
    submitted_at timestamptz,
    updated_at timestamptz NOT NULL
);
COMMENT ON COLUMN request_view.answer_by IS 'When the district must answer a question or an offer';
CREATE INDEX request_view_district ON request_view (district, updated_at);
CREATE INDEX request_view_status ON request_view (status);

CREATE TABLE feed (
    id bigserial PRIMARY KEY,
    event_id uuid NOT NULL,
    request uuid NOT NULL,
    version integer NOT NULL,
    type varchar(120) NOT NULL,
    reference varchar(30) NOT NULL,
    district varchar(60) NOT NULL,
    unit varchar(60) NOT NULL,
    specialist varchar(60),
    actor varchar(100) NOT NULL,
    role varchar(50) NOT NULL,
    at timestamptz NOT NULL,
    team_knows boolean NOT NULL,
    data jsonb NOT NULL DEFAULT '{}'
);
COMMENT ON COLUMN feed.team_knows IS 'False while the request is the district''s own draft';
COMMENT ON COLUMN feed.event_id IS 'Not unique: a doubled effect must show, not be swallowed';
CREATE INDEX feed_district ON feed (district, at);
CREATE INDEX feed_request ON feed (request, version);
"""


def upgrade() -> None:
    """Create the tables."""
    op.execute(_UP)


def downgrade() -> None:
    """Remove the tables."""
    op.execute("DROP TABLE feed, request_view, person, sign_in, session")
