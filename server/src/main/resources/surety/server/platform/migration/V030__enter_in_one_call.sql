-- Entering a scope, so plain that it takes the place of its call in a statement: a function in PL/pgSQL costs three
-- times as much. It no longer looks at the length of the text. Every use of a scope does, before anything else.
DROP FUNCTION sec.begin_scope(text);
CREATE FUNCTION sec.begin_scope(scope text) RETURNS text
    LANGUAGE sql VOLATILE
    RETURN pg_catalog.set_config('surety.scope', scope, true);
GRANT EXECUTE ON FUNCTION sec.begin_scope(text) TO ${runtime_role};
