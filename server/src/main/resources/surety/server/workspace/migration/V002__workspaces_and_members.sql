CREATE SCHEMA workspace;
GRANT USAGE ON SCHEMA workspace TO ${runtime_role};

CREATE TABLE workspace.workspace (
    workspace_id       uuid PRIMARY KEY,
    name               text NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
    reporting_currency text NOT NULL CHECK (reporting_currency ~ '^[A-Z]{3}$'),
    created_at         timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE workspace.member (
    workspace_id uuid NOT NULL REFERENCES workspace.workspace ON DELETE CASCADE,
    id           uuid NOT NULL,
    account_id   uuid NOT NULL,
    email        text NOT NULL CHECK (length(email) BETWEEN 3 AND 254 AND email = lower(email)),
    role         text NOT NULL CHECK (role IN ('OWNER', 'MANAGER', 'REP', 'VIEWER')),
    joined_at    timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (workspace_id, id),
    UNIQUE (workspace_id, account_id),
    UNIQUE (workspace_id, email)
);
CREATE INDEX member_account ON workspace.member (account_id, workspace_id);

CREATE TABLE workspace.invitation (
    workspace_id uuid NOT NULL REFERENCES workspace.workspace ON DELETE CASCADE,
    id           uuid NOT NULL,
    email        text NOT NULL CHECK (length(email) BETWEEN 3 AND 254 AND email = lower(email)),
    role         text NOT NULL CHECK (role IN ('OWNER', 'MANAGER', 'REP', 'VIEWER')),
    token_hash   bytea NOT NULL CHECK (octet_length(token_hash) = 32),
    invited_by   uuid NOT NULL,
    created_at   timestamptz NOT NULL DEFAULT now(),
    expires_at   timestamptz NOT NULL,
    PRIMARY KEY (workspace_id, id),
    UNIQUE (workspace_id, email),
    UNIQUE (workspace_id, token_hash)
);
CREATE INDEX invitation_token ON workspace.invitation (token_hash);
COMMENT ON TABLE workspace.invitation IS 'Open invitations; one that was accepted or revoked is deleted.';

SELECT sec.protect_table('workspace.workspace', 0, ${SETTINGS_MANAGE});
SELECT sec.protect_table('workspace.member', 0, ${MEMBERS_MANAGE});
SELECT sec.protect_table('workspace.invitation', ${MEMBERS_MANAGE}, ${MEMBERS_MANAGE});

-- Definer functions find a person's workspaces before there is a scope; these policies let their owner, and nobody
-- else, look across workspaces.
CREATE POLICY directory ON workspace.workspace FOR SELECT TO CURRENT_USER USING (true);
CREATE POLICY directory ON workspace.member FOR SELECT TO CURRENT_USER USING (true);
CREATE POLICY directory ON workspace.invitation FOR SELECT TO CURRENT_USER USING (true);
CREATE POLICY acceptance ON workspace.invitation FOR DELETE TO CURRENT_USER USING (true);
CREATE POLICY acceptance ON workspace.member FOR INSERT TO CURRENT_USER WITH CHECK (true);

-- A workspace without an owner could never be managed again. The lock on the workspace's row makes two owners who
-- remove each other at the same time wait for one another.
CREATE FUNCTION workspace.keep_an_owner() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF OLD.role <> 'OWNER' OR (TG_OP = 'UPDATE' AND NEW.role = 'OWNER') THEN
        RETURN NULL;
    END IF;
    PERFORM FROM workspace.workspace WHERE workspace_id = OLD.workspace_id FOR UPDATE;
    IF FOUND AND NOT EXISTS (SELECT FROM workspace.member
                              WHERE workspace_id = OLD.workspace_id AND role = 'OWNER') THEN
        RAISE EXCEPTION 'the last owner cannot leave' USING ERRCODE = 'SU001';
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER keep_an_owner AFTER UPDATE OF role OR DELETE ON workspace.member
    FOR EACH ROW EXECUTE FUNCTION workspace.keep_an_owner();
