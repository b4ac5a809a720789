-- The ledger of evidence: one signed envelope a row, appended and never changed.
--
-- Evidence is public, so the runtime role reads it as it reads a reference table. It appends through a function that
-- wants the server's own signed scope: hostile SQL in a session of the runtime role cannot even add noise.

CREATE SCHEMA posture;
GRANT USAGE ON SCHEMA posture TO ${runtime_role};

CREATE TABLE posture.entry (
    seq        bigint PRIMARY KEY CHECK (seq > 0),
    envelope   bytea NOT NULL CHECK (octet_length(envelope) BETWEEN 1 AND 262144),
    written_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
COMMENT ON TABLE posture.entry IS
    'DSSE envelopes as they were signed, evidence/SPEC.md; each holds the number and the digest of the one before.';
COMMENT ON COLUMN posture.entry.written_at IS 'For the operator. What counts is the time inside the envelope.';
SELECT sec.reference_table('posture.entry', 'signed evidence, the same for everybody and published');

-- Not even the owner changes evidence by a mistake in a statement.
CREATE FUNCTION posture.refuse_change() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    RAISE EXCEPTION 'evidence is appended and never changed' USING ERRCODE = 'insufficient_privilege';
END
$$;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON posture.entry
    FOR EACH STATEMENT EXECUTE FUNCTION posture.refuse_change();

CREATE TABLE posture.signing_key (
    seq        integer PRIMARY KEY CHECK (seq > 0),
    id         uuid NOT NULL UNIQUE,
    public_key bytea NOT NULL UNIQUE CHECK (octet_length(public_key) = 44),
    salt       bytea NOT NULL CHECK (octet_length(salt) = 32),
    sealed     bytea NOT NULL CHECK (get_byte(sealed, 0) = 1),
    key_id     text NOT NULL GENERATED ALWAYS AS (encode(substr(sealed, 2, 8), 'hex')) STORED,
    created_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON COLUMN posture.signing_key.public_key IS 'SubjectPublicKeyInfo of an Ed25519 key';
COMMENT ON COLUMN posture.signing_key.sealed IS 'envelope/SPEC.md, section 2: the private half, PKCS#8';
SELECT sec.control_table('posture.signing_key', 'keys that sign evidence, sealed under the root key');

-- Goes on only in a transaction whose scope is the server's own, outside every workspace.
CREATE FUNCTION posture.require_server_scope() RETURNS void
    LANGUAGE plpgsql STABLE
    SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    scope text := sec.verified_scope();
BEGIN
    IF substr(scope, 4, 36) <> '00000000-0000-0000-0000-000000000000' OR substr(scope, 78, 1) <> 's' THEN
        RAISE EXCEPTION 'not the server''s own scope' USING ERRCODE = 'insufficient_privilege';
    END IF;
END
$$;

-- Waits until no other transaction appends, and keeps others waiting until this one ends. The number of entries.
CREATE FUNCTION posture.lock_ledger() RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    PERFORM posture.require_server_scope();
    LOCK TABLE posture.entry IN SHARE ROW EXCLUSIVE MODE;
    RETURN (SELECT coalesce(max(seq), 0) FROM posture.entry);
END
$$;

-- Appends the next entry and no other.
CREATE FUNCTION posture.append(number bigint, signed bytea) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF number <> posture.lock_ledger() + 1 THEN
        RAISE EXCEPTION 'entry % is not the next one', number USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    INSERT INTO posture.entry (seq, envelope) VALUES (number, signed);
END
$$;

-- The keys that sign, oldest first.
CREATE FUNCTION posture.signing_keys()
    RETURNS TABLE (seq integer, id uuid, public_key bytea, salt bytea, sealed bytea)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    PERFORM posture.require_server_scope();
    RETURN QUERY SELECT k.seq, k.id, k.public_key, k.salt, k.sealed FROM posture.signing_key k ORDER BY k.seq;
END
$$;

-- Adds the next key and no other; servers that start at once on an empty database agree on the first one.
CREATE FUNCTION posture.add_signing_key(number integer, key uuid, public_half bytea, key_salt bytea, private_half bytea)
    RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    PERFORM posture.require_server_scope();
    LOCK TABLE posture.signing_key IN SHARE ROW EXCLUSIVE MODE;
    IF number <> (SELECT coalesce(max(seq), 0) + 1 FROM posture.signing_key) THEN
        RETURN false;
    END IF;
    INSERT INTO posture.signing_key (seq, id, public_key, salt, sealed)
    VALUES (number, key, public_half, key_salt, private_half);
    RETURN true;
END
$$;

-- Stores a key that was wrapped under another root key.
CREATE FUNCTION posture.rewrap_signing_key(key uuid, private_half bytea) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    PERFORM posture.require_server_scope();
    UPDATE posture.signing_key SET sealed = private_half WHERE id = key;
END
$$;

-- One row: which server runs probes now. On one database one at a time does.
CREATE TABLE posture.duty (
    singleton  boolean PRIMARY KEY DEFAULT true CHECK (singleton),
    holder     uuid NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000',
    held_until timestamptz NOT NULL DEFAULT '-infinity'
);
INSERT INTO posture.duty DEFAULT VALUES;
SELECT sec.control_table('posture.duty', 'which server runs probes now');

-- Takes or keeps the duty for so many seconds; false if another server has it. With 0 it is given back.
CREATE FUNCTION posture.take_duty(server uuid, seconds integer) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    PERFORM posture.require_server_scope();
    UPDATE posture.duty
       SET holder = server, held_until = clock_timestamp() + make_interval(secs => seconds)
     WHERE holder = server OR held_until <= clock_timestamp();
    RETURN FOUND;
END
$$;

GRANT EXECUTE ON FUNCTION posture.take_duty(uuid, integer), posture.lock_ledger(), posture.append(bigint, bytea), posture.signing_keys(),
    posture.add_signing_key(integer, uuid, bytea, bytea, bytea), posture.rewrap_signing_key(uuid, bytea)
    TO ${runtime_role};

-- A start without the root key that the signing keys need is refused like one without that of the credentials.
CREATE OR REPLACE FUNCTION vault.root_keys_in_use() RETURNS TABLE (key_id text, credentials bigint)
    LANGUAGE sql STABLE
    SET search_path = pg_catalog, pg_temp
    SET row_security = on
AS $$
    SELECT used.key_id, count(*)
      FROM (SELECT key_id FROM vault.credential UNION ALL SELECT key_id FROM posture.signing_key) used
     GROUP BY used.key_id ORDER BY used.key_id
$$;
