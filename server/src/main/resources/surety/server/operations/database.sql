-- Run by a superuser inside the server's database, which ${owner} owns. Safe to run again.

alter database ${database} owner to ${owner};

-- TEMPORARY: a temporary table would shadow a real one for the next user of a pooled connection.
revoke all on database ${database} from public;
grant connect on database ${database} to ${runtime};

revoke all on schema public from public;
grant usage on schema public to ${runtime};

-- Channels past row-level security that PostgreSQL opens to every role: large objects are rows
-- without a policy, notifications and advisory locks are seen by all sessions, sizes and activity
-- counters tell how much other workspaces store and do, and sessions of one role may end each other
-- and read each other's statements. The owner keeps them, because migrations take an advisory lock.
do $channels$
declare
  channel regprocedure;
begin
  for channel in
    select p.oid::regprocedure
      from pg_catalog.pg_proc p
     where p.pronamespace = 'pg_catalog'::regnamespace
       and (p.proname like 'lo\_%'
         or p.proname like 'pg\_advisory\_%'
         or p.proname like 'pg\_try\_advisory\_%'
         or p.proname like 'pg\_stat\_get\_%'
         or p.proname in ('loread', 'lowrite', 'pg_notify', 'pg_logical_emit_message',
                          'pg_relation_size', 'pg_table_size', 'pg_indexes_size',
                          'pg_total_relation_size', 'pg_database_size', 'pg_tablespace_size',
                          'pg_cancel_backend', 'pg_terminate_backend', 'pg_lock_status'))
  loop
    execute format('revoke execute on function %s from public', channel);
    execute format('grant execute on function %s to ${owner}', channel);
  end loop;
end
$channels$;

-- Injected SQL must not run loops that try one guess after another; functions of the owner still run.
revoke usage on language plpgsql from public;
grant usage on language plpgsql to ${owner};
