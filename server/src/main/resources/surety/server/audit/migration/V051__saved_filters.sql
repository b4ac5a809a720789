-- Filters of the trail that members have given a name to.

CREATE TABLE audit.saved_filter (
    workspace_id uuid        NOT NULL,
    id           uuid        NOT NULL,
    principal    uuid        NOT NULL,
    trail        text        NOT NULL CHECK (trail IN ('access', 'changes')),
    name         text        NOT NULL CHECK (char_length(name) BETWEEN 1 AND 80),
    query        text        NOT NULL CHECK (octet_length(query) BETWEEN 1 AND 2000),
    saved_at     timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (workspace_id, id),
    UNIQUE (workspace_id, principal, name),
    FOREIGN KEY (workspace_id, principal) REFERENCES workspace.member (workspace_id, id) ON DELETE CASCADE
);
COMMENT ON COLUMN audit.saved_filter.query IS 'As the server writes it into its links, and never what a browser sent.';
SELECT sec.protect_table('audit.saved_filter', ${AUDIT_VIEW}, ${AUDIT_VIEW});
-- Only the functions below write: nobody saves or removes in another's name.
REVOKE INSERT, UPDATE, DELETE ON audit.saved_filter FROM ${runtime_role};
CREATE POLICY saving ON audit.saved_filter TO CURRENT_USER USING (true) WITH CHECK (true);
SELECT audit.track_changes('audit.saved_filter');

-- Saves a filter of the member in the scope. Says 'saved', 'taken' where the member has one of that name, or 'full'
-- where it has 50. Error 42501 unless a member acts.
CREATE FUNCTION audit.save_filter(new_id uuid, new_trail text, new_name text, new_query text) RETURNS text
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    own uuid := sec.workspace(${AUDIT_VIEW});
    who uuid := sec.principal();
BEGIN
    IF sec.accessor() <> 'u' THEN
        RAISE EXCEPTION 'only a member may do this' USING ERRCODE = 'insufficient_privilege';
    END IF;
    -- One after the other, or two at once would both be the fiftieth.
    PERFORM pg_advisory_xact_lock(hashtextextended('saved filters of ' || who, 0));
    IF EXISTS (SELECT FROM audit.saved_filter f
                WHERE f.workspace_id = own AND f.principal = who AND f.name = new_name) THEN
        RETURN 'taken';
    END IF;
    IF (SELECT count(*) FROM audit.saved_filter f WHERE f.workspace_id = own AND f.principal = who) >= 50 THEN
        RETURN 'full';
    END IF;
    INSERT INTO audit.saved_filter (workspace_id, id, principal, trail, name, query)
    VALUES (own, new_id, who, new_trail, new_name, new_query);
    RETURN 'saved';
END
$$;

-- Removes a filter of the member in the scope; false where it has none of this id.
CREATE FUNCTION audit.remove_filter(old_id uuid) RETURNS boolean
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    own uuid := sec.workspace(${AUDIT_VIEW});
    who uuid := sec.principal();
BEGIN
    DELETE FROM audit.saved_filter f WHERE f.workspace_id = own AND f.principal = who AND f.id = old_id;
    RETURN FOUND;
END
$$;

GRANT EXECUTE ON FUNCTION audit.save_filter(uuid, text, text, text), audit.remove_filter(uuid) TO ${runtime_role};
