package surety.server.operations;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class MigrationsTest {

  @Test
  void every_migrated_table_belongs_to_the_owner_role() {
    var database = JdbcClient.create(TestPostgres.migrated().superuserSource());
    assertThat(
            database
                .sql(
                    """
                    select c.oid::regclass::text
                      from pg_class c
                     where c.relnamespace not in
                           ('pg_catalog'::regnamespace, 'information_schema'::regnamespace)
                       and c.relnamespace::regnamespace::text not like 'pg_toast%'
                       and c.relowner::regrole::text = 'surety_superuser'
                    """)
                .query(String.class)
                .list())
        .isEmpty();
  }

  @Test
  void migrating_again_changes_nothing() {
    TestPostgres.Database database = TestPostgres.migrated();
    var client = JdbcClient.create(database.ownerSource());
    String count = "select count(*) from flyway_schema_history";
    long before = client.sql(count).query(Long.class).single();

    Migrations.run(database.ownerSource(), database.owner().user(), database.runtime().user());

    assertThat(client.sql(count).query(Long.class).single()).isEqualTo(before);
  }
}
