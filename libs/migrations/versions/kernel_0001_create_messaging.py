"""Create what every service has: outbox, inbox, parked events, idempotency keys, and the sealed audit record."""

from alembic import op

revision = "kernel_0001"
down_revision = None
branch_labels = ("kernel",)
depends_on = None

_UP = """
CREATE TABLE outbox (
    id bigserial PRIMARY KEY,
    event_id uuid NOT NULL UNIQUE,
    topic varchar(100) NOT NULL,
    type varchar(120) NOT NULL,
    subject_type varchar(60) NOT NULL,
    subject_id uuid NOT NULL,
    subject_version integer NOT NULL,
    headers json NOT NULL,
    payload bytea NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    published_at timestamptz,
    CONSTRAINT outbox_subject_version UNIQUE (subject_id, subject_version)
) WITH (autovacuum_vacuum_scale_factor = 0.01);
COMMENT ON COLUMN outbox.payload IS 'The published bytes, never re-encoded';
CREATE INDEX outbox_unpublished ON outbox (id) WHERE published_at IS NULL;

CREATE TABLE inbox (
    event_id uuid PRIMARY KEY,
    topic varchar(100) NOT NULL,
    kafka_partition integer NOT NULL,
    kafka_offset bigint NOT NULL,
    applied_at timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE applied_version (subject_id uuid PRIMARY KEY, version integer NOT NULL);

CREATE TABLE parked_event (
    id bigserial PRIMARY KEY,
    event_id uuid NOT NULL,
    subject_id uuid,
    subject_version integer,
    type varchar(200) NOT NULL,
    topic varchar(100) NOT NULL,
    kafka_partition integer NOT NULL,
    kafka_offset bigint NOT NULL,
    headers json NOT NULL,
    value bytea NOT NULL,
    because varchar(20) NOT NULL,
    error text NOT NULL,
    attempts integer NOT NULL DEFAULT 1,
    parked_at timestamptz NOT NULL DEFAULT now(),
    discard_asked_by varchar(100),
    discard_reason text,
    resolved_at timestamptz,
    resolution varchar(20),
    resolved_by varchar(100)
);
CREATE UNIQUE INDEX parked_event_open ON parked_event (event_id) WHERE resolved_at IS NULL;
CREATE INDEX parked_event_subject ON parked_event (subject_id, subject_version) WHERE resolved_at IS NULL;

CREATE TABLE idempotency (
    actor varchar(100) NOT NULL,
    key varchar(100) NOT NULL,
    fingerprint bytea NOT NULL,
    status integer,
    body bytea,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (actor, key)
);
CREATE INDEX ix_idempotency_created_at ON idempotency (created_at);

CREATE TABLE audit_record (
    seq bigint PRIMARY KEY,
    at timestamptz NOT NULL,
    actor varchar(100) NOT NULL,
    role varchar(50) NOT NULL,
    action varchar(120) NOT NULL,
    subject_id uuid NOT NULL,
    subject_version integer NOT NULL,
    reason text,
    data json NOT NULL,
    previous bytea NOT NULL,
    hash bytea NOT NULL
);
CREATE INDEX ix_audit_record_subject_id ON audit_record (subject_id);
CREATE TABLE audit_head (id integer PRIMARY KEY CHECK (id = 1), seq bigint NOT NULL, hash bytea NOT NULL);
INSERT INTO audit_head VALUES (1, 0, decode(repeat('00', 32), 'hex'));
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'the record of decisions is only added to'; END $$;
CREATE TRIGGER audit_record_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_record
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
"""


def upgrade() -> None:
    """Create the tables."""
    op.execute(_UP)


def downgrade() -> None:
    """Drop the tables; only for development, the record of decisions goes with them."""
    op.execute("DROP TABLE outbox, inbox, applied_version, parked_event, idempotency, audit_record, audit_head")
    op.execute("DROP FUNCTION refuse_change")
