package surety.server.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import surety.server.identity.TestBrowser;
import surety.server.identity.TestBrowser.Answer;
import surety.server.identity.TestServer;

/// Change entries that somebody wrote in order to harm who reads them, on page and in file.
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class TrailContentTest {

  private static final TestServer SERVER = TestServer.start();
  private static final TestBrowser OWNER = SERVER.signedIn("owner@example.org");
  private static final int MEGABYTE = 1 << 20;

  private UUID workspace;
  private String changes;

  @BeforeEach
  void open() {
    workspace = SERVER.workspace("Example Ltd");
    SERVER.join(workspace, "owner@example.org", "OWNER");
    changes = "/w/" + workspace + "/security/changes";
    SERVER
        .superuser()
        .sql("DELETE FROM audit.change WHERE workspace_id = ?")
        .param(workspace)
        .update();
  }

  @AfterAll
  static void stop() {
    SERVER.stop();
  }

  // As JSON, from an expression of SQL that makes the text.
  private void changed(String before, String after, int count) {
    SERVER
        .superuser()
        .sql(
            """
            INSERT INTO audit.change (workspace_id, at, id, accessor, principal, table_name,
                                      operation, row_before, row_after)
            SELECT ?, now() - n * interval '1 millisecond', gen_random_uuid(), 'u',
                   gen_random_uuid(), 'workspace.workspace', 'UPDATE',
                   jsonb_build_object('name', %s), jsonb_build_object('name', %s)
              FROM generate_series(1, ?) n
            """
                .formatted(before, after))
        .params(workspace, count)
        .update();
  }

  @Test
  void control_characters_and_marks_of_direction_are_shown_by_their_numbers() {
    changed("E'\\x01\\x1b[31m\\u202Egnp.exe\\u2066'", "'</td><script>alert(1)</script>'", 1);

    String page = OWNER.get(changes).body();

    assertThat(page)
        .contains("[U+0001][U+001B][31m[U+202E]gnp.exe[U+2066]")
        .contains("&lt;/td&gt;&lt;script&gt;alert(1)&lt;/script&gt;")
        .doesNotContain("\u202E", "\u2066", "\u001B", "\u0001", "<script>alert");
  }

  @ParameterizedTest
  @ValueSource(strings = {"=HYPERLINK(1)", "+1", "-1", "@SUM(A1)", "\t=1", "\"\r=1"})
  void a_formula_in_a_name_is_text_in_the_file(String formula) {
    UUID key = UUID.randomUUID();
    SERVER
        .superuser()
        .sql(
            """
            INSERT INTO identity.api_key (workspace_id, id, name, permissions, created_by,
                                          created_at, expires_at)
            VALUES (?, ?, ?, 1, gen_random_uuid(), now(), now() + interval '1 day')
            """)
        .params(workspace, key, formula)
        .update();
    SERVER
        .superuser()
        .sql(
            """
            INSERT INTO audit.access (workspace_id, at, id, accessor, principal, action, data_kind,
                                      outcome)
            VALUES (?, now(), gen_random_uuid(), 'u', ?, 'AGENT_CALL', 'deals', 'BEGUN')
            """)
        .params(workspace, key)
        .update();

    String file = OWNER.get("/w/" + workspace + "/security/access.csv?member=" + key).body();

    boolean quoted = formula.startsWith("\"");
    String expected = (quoted ? "" : "'") + formula.replace("\"", "\"\"");
    assertThat(file).contains(",\"" + expected + "\",\"AGENT_CALL\"");
  }

  @Test
  void a_field_of_a_megabyte_is_cut_on_the_page_and_whole_in_the_file() {
    // A text that repeats itself would take a search for it a minute.
    String sql =
        "(SELECT string_agg(md5(i::text), '' ORDER BY i) FROM generate_series(1, 32768) i)";
    String text = SERVER.superuser().sql("SELECT " + sql).query(String.class).single();
    assertThat(text).hasSize(MEGABYTE);
    changed(sql, "left(%s, 1048574) || 'zz'".formatted(sql), 1);

    Answer page = OWNER.get(changes);
    String file = OWNER.get(changes + ".csv").body();

    assertThat(page.status()).isEqualTo(200);
    assertThat(page.body())
        .contains("1,048,576 characters in all; the export has the whole")
        .contains("<del dir=\"auto\">" + text.substring(0, TrailRows.SHOWN) + "</del>")
        .contains("<ins dir=\"auto\">" + text.substring(0, TrailRows.SHOWN) + "</ins>");
    assertThat(page.body().length()).isLessThan(100_000);
    assertThat(file)
        .contains("\"{\"\"name\"\": \"\"" + text + "\"\"}\"")
        .contains(text.substring(0, MEGABYTE - 2) + "zz\"\"}\"");
  }

  @Test
  void many_fields_of_a_megabyte_break_neither_page_nor_file_nor_search() {
    changed("n || repeat('x', 1048576)", "n || repeat('y', 1048576)", 30);

    String page = OWNER.get(changes).body();
    int shown = entries(page);
    for (int pages = 0; page.contains("rel=\"next\""); pages++) {
      assertThat(pages).isLessThan(30);
      page = OWNER.get(next(page)).body();
      shown += entries(page);
    }
    assertThat(shown).isEqualTo(30);

    String found = OWNER.get(changes + "?text=27xxx").body();
    for (int pages = 0; entries(found) == 0; pages++) {
      assertThat(pages).isLessThan(30);
      found = OWNER.get(next(found)).body();
    }
    assertThat(found).contains(">27xxx");

    String file = OWNER.get(changes + ".csv").body();
    assertThat(file.split("\r\n")).hasSize(1 + 30);
    assertThat(file.length()).isGreaterThan(60 * MEGABYTE);
  }

  @Test
  void what_differs_is_shown_and_nothing_else() {
    SERVER
        .superuser()
        .sql(
            """
            INSERT INTO audit.change (workspace_id, at, id, accessor, principal, table_name,
                                      operation, row_before, row_after)
            VALUES (?, now(), gen_random_uuid(), 'u', gen_random_uuid(), 'workspace.member',
                    'UPDATE',
                    '{"workspace_id": "w", "role": "REP", "email": "a@b", "limit_count": 1,
                      "note": null, "tags": ["a"], "gone": "x"}',
                    '{"workspace_id": "v", "role": "OWNER", "email": "a@b", "limit_count": 2,
                      "tags": ["a", "b"], "gone": null}')
            """)
        .param(workspace)
        .update();

    String page = OWNER.get(changes).body().replaceAll("\\s+", " ");

    assertThat(page)
        .contains("<summary>gone, role, tags, limit count</summary>")
        .contains(">a@b</bdi>")
        .contains(">REP</del>", ">OWNER</ins>", ">1</del>", ">2</ins>")
        .contains(">[&quot;a&quot;]</del>", ">[&quot;a&quot;, &quot;b&quot;]</ins>")
        .contains(">x</del>", ">empty</span>");
  }

  private static int entries(String page) {
    return page.split("<td><time", -1).length - 1;
  }

  private static String next(String page) {
    var link = Pattern.compile("rel=\"next\" href=\"([^\"]*)\"").matcher(page);
    assertThat(link.find()).isTrue();
    return link.group(1).replace("&amp;", "&");
  }
}
