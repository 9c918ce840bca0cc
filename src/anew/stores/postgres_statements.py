"""What the PostgreSQL store says to the server."""

from __future__ import annotations

from typing import LiteralString

# Times as numbers: there are more of them than Python has dates.
RECORD: LiteralString = (
    "session, owner, epoch, version, event, place, extract(epoch FROM opened_at)::float8, "
    "extract(epoch FROM committed_at)::float8, extract(epoch FROM expires_at)::float8"
)
VERSION = 2  # Stands in `anew_form`, too. In 1, holds had no owner.

TABLES = """
CREATE TABLE IF NOT EXISTS anew_form (is_one boolean PRIMARY KEY CHECK (is_one), form integer NOT NULL);
INSERT INTO anew_form VALUES (true, 2) ON CONFLICT DO NOTHING;
CREATE TABLE IF NOT EXISTS anew_sessions (
    session text COLLATE "C" PRIMARY KEY,
    owner text NOT NULL,
    epoch bigint NOT NULL,
    version bigint NOT NULL,
    event bigint NOT NULL,
    place bytea NOT NULL,
    opened_at timestamptz NOT NULL,
    committed_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL
);
CREATE INDEX IF NOT EXISTS anew_sessions_by_expiry ON anew_sessions (expires_at);
CREATE TABLE IF NOT EXISTS anew_keys (
    session text COLLATE "C" NOT NULL REFERENCES anew_sessions ON DELETE CASCADE,
    key bytea NOT NULL,
    value bytea NOT NULL,
    PRIMARY KEY (session, key)
);
CREATE TABLE IF NOT EXISTS anew_blobs (
    id uuid PRIMARY KEY,
    name text COLLATE "C" UNIQUE,
    size bigint NOT NULL,
    media_type text NOT NULL,
    file_name bytea NOT NULL,
    touched_at timestamptz NOT NULL
);
CREATE TABLE IF NOT EXISTS anew_parts (
    blob_id uuid NOT NULL REFERENCES anew_blobs ON DELETE CASCADE,
    number integer NOT NULL,
    content bytea NOT NULL,
    PRIMARY KEY (blob_id, number)
);
CREATE TABLE IF NOT EXISTS anew_holds (
    name text COLLATE "C" NOT NULL,
    session text COLLATE "C" NOT NULL,
    since timestamptz NOT NULL,
    PRIMARY KEY (name, session)
);
CREATE TABLE IF NOT EXISTS anew_notes (
    name text COLLATE "C" PRIMARY KEY,
    content bytea NOT NULL,
    expires_at timestamptz NOT NULL
);
CREATE INDEX IF NOT EXISTS anew_notes_by_expiry ON anew_notes (expires_at);
ALTER TABLE anew_holds ADD COLUMN IF NOT EXISTS owner text COLLATE "C" NOT NULL DEFAULT '';
UPDATE anew_form SET form = 2 WHERE form < 2;
CREATE INDEX IF NOT EXISTS anew_holds_by_session ON anew_holds (session);
CREATE INDEX IF NOT EXISTS anew_holds_by_owner ON anew_holds (name, owner);
"""

TAKE_OVER = """
UPDATE anew_sessions
SET epoch = %s, expires_at = clock_timestamp() + make_interval(secs => %s)
WHERE session = %s RETURNING expires_at
"""

# `stored` locks what is there, in one order for all, and says what it is now. Where another has just
# changed a row, UPDATE looks at its condition again with what this other has written.
COMMIT = """
WITH given AS (
    SELECT * FROM unnest(
        %(sessions)b::text[], %(owners)b::text[], %(epochs)b::bigint[], %(afters)b::bigint[],
        %(versions)b::bigint[], %(events)b::bigint[], %(places)b::bytea[]
    ) WITH ORDINALITY AS given (session, owner, epoch, after, version, event, place, number)
),
stored AS MATERIALIZED (
    SELECT session, epoch, version FROM anew_sessions
    WHERE session = ANY(%(sessions)b::text[])
    ORDER BY session FOR UPDATE
),
updated AS (
    UPDATE anew_sessions AS s
    SET version = given.version, event = given.event, place = given.place,
        committed_at = clock_timestamp(),
        expires_at = clock_timestamp() + make_interval(secs => %(ttl)s)
    FROM given JOIN stored USING (session)
    WHERE s.session = given.session AND s.epoch = given.epoch
        AND s.version >= given.after AND s.version < given.version
    RETURNING s.session
),
inserted AS (
    INSERT INTO anew_sessions
    SELECT session, owner, epoch, version, event, place, clock_timestamp(), clock_timestamp(),
        clock_timestamp() + make_interval(secs => %(ttl)s)
    FROM given WHERE after = 0 AND NOT EXISTS (SELECT 1 FROM stored WHERE stored.session = given.session)
    ORDER BY session
    ON CONFLICT DO NOTHING
    RETURNING session
),
made AS (SELECT session FROM updated UNION ALL SELECT session FROM inserted),
written AS (
    INSERT INTO anew_keys
    SELECT session, key, value
    FROM unnest(%(written_of)b::text[], %(written_keys)b::bytea[], %(written_values)b::bytea[])
        AS written (session, key, value)
    JOIN made USING (session)
    ON CONFLICT (session, key) DO UPDATE SET value = excluded.value
),
deleted AS (
    DELETE FROM anew_keys AS k
    USING unnest(%(deleted_of)b::text[], %(deleted_keys)b::bytea[]) AS deleted (session, key)
    JOIN made USING (session)
    WHERE k.session = deleted.session AND k.key = deleted.key
)
SELECT made.session IS NOT NULL, stored.epoch, stored.version
FROM given LEFT JOIN made USING (session) LEFT JOIN stored USING (session)
ORDER BY given.number
"""

EXPIRE = """
WITH old AS (
    SELECT session FROM anew_sessions WHERE expires_at <= clock_timestamp()
    LIMIT %s FOR UPDATE SKIP LOCKED
),
holds AS (DELETE FROM anew_holds USING old WHERE anew_holds.session = old.session)
DELETE FROM anew_sessions USING old WHERE anew_sessions.session = old.session
RETURNING anew_sessions.session
"""
