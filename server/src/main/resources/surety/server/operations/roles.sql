-- The two roles of the server, made by a superuser. Safe to run again.
-- ${owner} owns the tables and runs the migrations; ${runtime} serves requests and owns nothing.

do $roles$
begin
  if not exists (select from pg_catalog.pg_roles where rolname = '${owner}') then
    create role ${owner} login;
  end if;
  if not exists (select from pg_catalog.pg_roles where rolname = '${runtime}') then
    create role ${runtime} login;
  end if;
end
$roles$;

alter role ${owner} nosuperuser nobypassrls nocreatedb nocreaterole noreplication;
alter role ${runtime} nosuperuser nobypassrls nocreatedb nocreaterole noreplication;

-- A query of the owner on a protected table is an error and not silently a part of the rows.
alter role ${owner} set row_security = off;

alter role ${runtime} set statement_timeout = '30s';
alter role ${runtime} set idle_in_transaction_session_timeout = '60s';

revoke connect, temporary on database postgres from public;
revoke connect, temporary on database template1 from public;
