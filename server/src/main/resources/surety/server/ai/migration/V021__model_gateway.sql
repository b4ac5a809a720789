-- The gateway to model providers: which providers a workspace uses, what they promised, names that its owner added,
-- limits, and what calls say in the trail.

CREATE SCHEMA ai;
GRANT USAGE ON SCHEMA ai TO ${runtime_role};

-- One row for a workspace that has set the gateway up. Money is in hundredths of a US dollar.
CREATE TABLE ai.gateway (
    workspace_id        uuid    PRIMARY KEY REFERENCES workspace.workspace ON DELETE CASCADE,
    pseudonym_key       uuid    NOT NULL,
    names_version       bigint  NOT NULL DEFAULT 1 CHECK (names_version > 0),
    requests_minute     integer NOT NULL DEFAULT 600 CHECK (requests_minute BETWEEN 0 AND 1000000),
    key_requests_minute integer NOT NULL DEFAULT 300 CHECK (key_requests_minute BETWEEN 0 AND 1000000),
    tokens_day          bigint  NOT NULL DEFAULT 20000000 CHECK (tokens_day BETWEEN 0 AND 1000000000000),
    key_tokens_day      bigint  NOT NULL DEFAULT 10000000 CHECK (key_tokens_day BETWEEN 0 AND 1000000000000),
    cents_day           bigint  NOT NULL DEFAULT 10000 CHECK (cents_day BETWEEN 0 AND 1000000000),
    key_cents_day       bigint  NOT NULL DEFAULT 5000 CHECK (key_cents_day BETWEEN 0 AND 1000000000),
    FOREIGN KEY (workspace_id, pseudonym_key) REFERENCES vault.credential (workspace_id, id)
);
COMMENT ON COLUMN ai.gateway.pseudonym_key IS 'the secret that stable pseudonyms and sealed names depend on';
COMMENT ON COLUMN ai.gateway.names_version IS 'grows with each change of the names that the owner added';

CREATE TABLE ai.provider (
    workspace_id  uuid        NOT NULL REFERENCES workspace.workspace ON DELETE CASCADE,
    id            uuid        NOT NULL,
    dialect       text        NOT NULL CHECK (dialect ~ '^[a-z][a-z0-9-]{1,59}$'),
    base_url      text        NOT NULL CHECK (length(base_url) BETWEEN 1 AND 300),
    credential_id uuid        NOT NULL,
    created_at    timestamptz NOT NULL DEFAULT now(),
    created_by    uuid        NOT NULL,
    rotated_at    timestamptz,
    PRIMARY KEY (workspace_id, id),
    UNIQUE (workspace_id, dialect),
    FOREIGN KEY (workspace_id, credential_id) REFERENCES vault.credential (workspace_id, id)
);
COMMENT ON TABLE ai.provider IS 'Who answers calls of each form. Its place never changes: a promise is about one place.';

CREATE TABLE ai.attestation (
    workspace_id uuid        NOT NULL REFERENCES workspace.workspace ON DELETE CASCADE,
    id           uuid        NOT NULL,
    provider_id  uuid        NOT NULL,
    said_by      text        NOT NULL CHECK (length(said_by) BETWEEN 1 AND 200),
    document     text        NOT NULL CHECK (length(document) BETWEEN 1 AND 500),
    issued_on    date        NOT NULL,
    expires_on   date        NOT NULL,
    recorded_at  timestamptz NOT NULL DEFAULT clock_timestamp(),
    recorded_by  uuid        NOT NULL,
    PRIMARY KEY (workspace_id, id),
    FOREIGN KEY (workspace_id, provider_id) REFERENCES ai.provider (workspace_id, id) ON DELETE CASCADE,
    CONSTRAINT at_most_a_year CHECK (expires_on >= issued_on AND expires_on <= issued_on + 366)
);
COMMENT ON TABLE ai.attestation IS 'That a provider does not train on what it is sent. The one recorded last counts.';
COMMENT ON COLUMN ai.attestation.expires_on IS 'the last day on which it counts';

CREATE TABLE ai.known_name (
    workspace_id uuid        NOT NULL REFERENCES workspace.workspace ON DELETE CASCADE,
    id           uuid        NOT NULL,
    kind         text        NOT NULL CHECK (kind IN ('CLIENT', 'PROJECT', 'PERSON')),
    sealed       bytea       NOT NULL CHECK (octet_length(sealed) BETWEEN 98 AND 4096),
    created_at   timestamptz NOT NULL DEFAULT now(),
    created_by   uuid        NOT NULL,
    PRIMARY KEY (workspace_id, id)
);
COMMENT ON COLUMN ai.known_name.sealed IS 'envelope/SPEC.md, section 2, under the workspace''s pseudonym key';

-- An upper bound of what was used: a server takes a portion before it spends it and gives back what is left.
CREATE TABLE ai.usage (
    workspace_id uuid   NOT NULL REFERENCES workspace.workspace ON DELETE CASCADE,
    day          date   NOT NULL,
    key_id       uuid   NOT NULL,
    requests     bigint NOT NULL DEFAULT 0,
    tokens       bigint NOT NULL DEFAULT 0,
    micros       bigint NOT NULL DEFAULT 0,
    PRIMARY KEY (workspace_id, day, key_id)
);
COMMENT ON COLUMN ai.usage.key_id IS 'the key, or all zeros for all keys together';
COMMENT ON COLUMN ai.usage.micros IS 'millionths of a US dollar';

SELECT sec.protect_table('ai.gateway', ${AI_USE}, ${SETTINGS_MANAGE});
SELECT sec.protect_table('ai.provider', ${AI_USE}, ${SETTINGS_MANAGE});
SELECT sec.protect_table('ai.attestation', ${AI_USE}, ${SETTINGS_MANAGE});
SELECT sec.protect_table('ai.known_name', ${AI_USE}, ${SETTINGS_MANAGE});
SELECT sec.protect_table('ai.usage', ${AI_USE}, ${AI_USE});
SELECT audit.track_changes('ai.gateway');
SELECT audit.track_changes('ai.provider');
SELECT audit.track_changes('ai.attestation');
SELECT audit.track_changes('ai.known_name');
SELECT audit.exempt_from_changes('ai.usage', 'counters; each call is an access entry');

-- ---------------------------------------------------------------------------------------------------------------------
-- What an access entry says beside who, when, what and how it went: numbers and short words, never content.

-- Only numbers, and words of at most 100 letters, digits and `._:/-`; a sentence is none.
CREATE FUNCTION audit.is_detail(detail jsonb) RETURNS boolean
    LANGUAGE sql IMMUTABLE
    SET search_path = pg_catalog, pg_temp
    RETURN jsonb_typeof(detail) = 'object' AND length(detail::text) <= 2000
       AND NOT EXISTS (
           SELECT FROM jsonb_each(CASE WHEN jsonb_typeof(detail) = 'object' THEN detail ELSE '{}' END) AS e (name, value)
            WHERE e.name !~ '^[a-z][a-z_]{0,39}$'
               OR NOT (jsonb_typeof(e.value) = 'number'
                       OR jsonb_typeof(e.value) = 'string' AND (e.value #>> '{}') ~ '^[A-Za-z0-9._:/-]{1,100}$'));
GRANT EXECUTE ON FUNCTION audit.is_detail(jsonb) TO ${runtime_role};

ALTER TABLE audit.access ADD COLUMN detail jsonb CONSTRAINT detail_is_no_content CHECK (audit.is_detail(detail));

-- As before; what is new is the last argument.
DROP FUNCTION audit.append_access(text[], integer[], uuid[], text[], text[], date[], date[], uuid[], bigint[], text[],
    uuid[]);
CREATE FUNCTION audit.append_access(scopes text[], scope_of integer[], ids uuid[], actions text[],
                                    data_kinds text[], first_days date[], last_days date[],
                                    connection_ids uuid[], record_counts bigint[], outcomes text[],
                                    completed uuid[], details text[] DEFAULT NULL) RETURNS void
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    moment   timestamptz := clock_timestamp();
    verified bigint;
    written  bigint;
BEGIN
    -- A CASE, because nothing may be cast before the MAC is known to be right: junk cannot raise another error.
    SELECT count(*) INTO verified
      FROM unnest(scopes) AS s (scope)
      JOIN sec.scope_key k ON k.key_id = left(s.scope, 2)
     WHERE CASE WHEN sec.signed_by(s.scope, k.inner_pad, k.outer_pad)
                THEN substr(s.scope, 97, 10)::bigint = pg_backend_pid()
                     AND substr(s.scope, 108, 10)::bigint > extract(epoch FROM moment) END;
    IF verified IS DISTINCT FROM cardinality(scopes) THEN
        RAISE EXCEPTION 'invalid workspace scope' USING ERRCODE = 'insufficient_privilege';
    END IF;
    -- The caller takes the commit as proof; a session setting must not make it return before the flush.
    IF current_setting('synchronous_commit') IN ('off', 'local') THEN
        PERFORM set_config('synchronous_commit', 'on', true);
    END IF;
    INSERT INTO audit.access (workspace_id, at, id, accessor, principal, action, data_kind, first_day, last_day,
                              connection_id, record_count, outcome, completes, detail)
    SELECT w.workspace_id, moment, e.id, substr(s.scope, 78, 1), substr(s.scope, 41, 36)::uuid, e.action, e.data_kind,
           e.first_day, e.last_day, e.connection_id, e.record_count, e.outcome, e.completes, e.detail::jsonb
      FROM unnest(scope_of, ids, actions, data_kinds, first_days, last_days, connection_ids, record_counts, outcomes,
                  completed, details)
           AS e (scope_of, id, action, data_kind, first_day, last_day, connection_id, record_count, outcome, completes,
                 detail)
      JOIN unnest(scopes) WITH ORDINALITY AS s (scope, position) ON s.position = e.scope_of
      JOIN workspace.workspace w ON w.workspace_id = substr(s.scope, 4, 36)::uuid;
    GET DIAGNOSTICS written = ROW_COUNT;
    IF written IS DISTINCT FROM cardinality(ids) THEN
        RAISE EXCEPTION 'an access entry has no workspace' USING ERRCODE = 'foreign_key_violation';
    END IF;
END
$$;
GRANT EXECUTE ON FUNCTION audit.append_access(text[], integer[], uuid[], text[], text[], date[], date[], uuid[],
    bigint[], text[], uuid[], text[]) TO ${runtime_role};
