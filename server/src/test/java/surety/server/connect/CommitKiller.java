package surety.server.connect;

import org.springframework.jdbc.core.simple.JdbcClient;

/// Kills database sessions that commit a renewed grant: what the vendor answered is gone then, as
/// when the server dies at that moment.
final class CommitKiller implements AutoCloseable {

  private final JdbcClient superuser;

  CommitKiller(JdbcClient superuser) {
    this.superuser = superuser;
    // A sequence keeps count where a transaction that is killed would take its mark with it. The
    // session dies in its sleep.
    superuser
        .sql(
            """
            CREATE SEQUENCE public.kill START 2;
            CREATE FUNCTION public.kill() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
            BEGIN
                IF nextval('public.kill') = 1 THEN
                    PERFORM pg_terminate_backend(pg_backend_pid());
                    PERFORM pg_sleep(60);
                END IF;
                RETURN NULL;
            END $$;
            CREATE CONSTRAINT TRIGGER kill AFTER UPDATE ON connect.oauth_grant
                DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.kill();
            """)
        .update();
  }

  /// The next commit dies, and none after it.
  void killNext() {
    superuser.sql("SELECT setval('public.kill', 1, false)").query(Long.class).single();
  }

  @Override
  public void close() {
    superuser.sql("DROP FUNCTION public.kill() CASCADE; DROP SEQUENCE public.kill").update();
  }
}
