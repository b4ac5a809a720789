package surety.server.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import surety.server.audit.TrailQuery.Asked;
import surety.server.workspace.Accessor;

/// What comes in as text and goes out as text.
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class TrailTextTest {

  private static final UUID ID = UUID.fromString("01920000-0000-7000-8000-00000000abcd");

  @Test
  void a_query_without_fields_asks_for_everything_from_the_newest_on() {
    var everything = new Asked(TrailKind.ACCESS, TrailFilter.ALL, TrailPosition.NEWEST);
    assertThat(asked(TrailKind.ACCESS, "")).contains(everything);
    assertThat(asked(TrailKind.ACCESS, "?from=&to=&accessor=&member=&text=%20&after="))
        .contains(everything);
  }

  @Test
  void a_query_names_days_fields_and_a_place() {
    var place = new TrailPosition(OffsetDateTime.parse("2026-01-31T12:00:00.123456Z"), ID);
    assertThat(
            asked(
                TrailKind.ACCESS,
                "?from=2026-01-01&to=2026-01-31&accessor=ai&member="
                    + ID
                    + "&action=source_fetch"
                    + "&connection="
                    + ID
                    + "&outcome=refused&text=a+b&after="
                    + place.text()))
        .contains(
            new Asked(
                TrailKind.ACCESS,
                new TrailFilter(
                    LocalDate.of(2026, 1, 1),
                    LocalDate.of(2026, 1, 31),
                    Map.of(
                        TrailField.ACCESSOR, "ai",
                        TrailField.MEMBER, ID.toString(),
                        TrailField.ACTION, "source_fetch",
                        TrailField.CONNECTION, ID.toString(),
                        TrailField.OUTCOME, "refused",
                        TrailField.TEXT, "a b")),
                place));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "from=2026-02-30",
        "from=yesterday",
        "from=2026-1-1",
        "from=%2B12026-01-01",
        "from=0000-01-01",
        "to=2026-13-01",
        "from=2026-02-02&to=2026-02-01",
        "from=2026-01-01&from=2026-01-01",
        "accessor=robot",
        "accessor=USER",
        "accessor=ai&accessor=ai",
        "member=somebody",
        "member=1-1-1-1-1",
        "action=SOURCE_FETCH",
        "connection=0",
        "outcome=",
        "text=a b c d e f g h i",
        "text=a%00b",
        "text=%E2%80%AEb",
        "table=workspace.member",
        "operation=update",
        "after=0",
        "after=1-2",
        "after=99999999999999999-01920000-0000-7000-8000-00000000abcd",
        "after=-1-01920000-0000-7000-8000-00000000abcd",
      })
  void a_query_that_is_not_understood_asks_for_nothing(String query) {
    if (query.equals("outcome=")) {
      assertThat(asked(TrailKind.ACCESS, "?" + query)).as("an empty field is none").isPresent();
    } else {
      assertThat(asked(TrailKind.ACCESS, "?" + query)).isEmpty();
    }
  }

  @Test
  void a_query_asks_for_what_entries_of_its_trail_have() {
    assertThat(asked(TrailKind.CHANGES, "?table=workspace.member&operation=update")).isPresent();
    assertThat(asked(TrailKind.CHANGES, "?table=member")).isEmpty();
    assertThat(asked(TrailKind.CHANGES, "?action=source_fetch")).isEmpty();
    assertThat(asked(TrailKind.CHANGES, "?outcome=refused")).isEmpty();
  }

  @Test
  void a_link_keeps_the_filter_and_asks_for_the_same_again() {
    var filter =
        new TrailFilter(
            LocalDate.of(2026, 1, 1),
            null,
            Map.of(TrailField.ACCESSOR, "support", TrailField.TEXT, "a&b=c #{x} +ä"));
    String link = new Asked(TrailKind.ACCESS, filter, TrailPosition.NEWEST).link(Optional.empty());

    assertThat(link)
        .isEqualTo("?from=2026-01-01&accessor=support&text=a%26b%3Dc%20%23%7Bx%7D%20%2B%C3%A4");
    assertThat(asked(TrailKind.ACCESS, link).orElseThrow().filter()).isEqualTo(filter);
    assertThat(TrailQuery.link(TrailFilter.ALL, Optional.empty())).isEmpty();
  }

  @Test
  void a_link_to_the_other_trail_leaves_out_what_that_does_not_have() {
    var filter = TrailFilter.ALL.with(TrailField.OUTCOME, "refused").with(TrailField.TEXT, "x");
    var asked = new Asked(TrailKind.ACCESS, filter, TrailPosition.NEWEST);
    assertThat(asked.linkTo(TrailKind.CHANGES)).isEqualTo("?text=x");
  }

  @Test
  void a_word_is_looked_for_in_what_people_call_actions_and_connections() {
    var words = TrailWords.of(" Fetched  HARVEST ");
    UUID other = UUID.randomUUID();

    Map<String, Object> parameters = words.parameters(Map.of(ID, "Harvest EU", other, "Xero"));

    assertThat(words.list()).containsExactly("fetched", "harvest");
    assertThat((String[]) parameters.get("actions0")).containsExactly("SOURCE_FETCH");
    assertThat((UUID[]) parameters.get("connections0")).isEmpty();
    assertThat((UUID[]) parameters.get("connections1")).containsExactly(ID);
  }

  @ParameterizedTest
  @CsvSource({
    "plain, plain",
    "a\\u0000b, a[U+0000]b",
    "\\u202Etxt.exe, [U+202E]txt.exe",
    "\\u2066x\\u2069, [U+2066]x[U+2069]",
    "\\u200Fx, [U+200F]x",
    "\\u001B[31m, [U+001B][31m",
    "a\\u2028b, a[U+2028]b",
    "\\uFEFFx, [U+FEFF]x",
    "Zo\u00EB, Zo\u00EB",
  })
  void a_character_that_is_not_to_be_seen_is_shown_by_its_number(String text, String shown) {
    assertThat(Visible.of(unescaped(text))).isEqualTo(unescaped(shown));
  }

  private static String unescaped(String text) {
    return java.util.regex.Pattern.compile("\\\\u(\\p{XDigit}{4})")
        .matcher(text)
        .replaceAll(
            match ->
                java.util.regex.Matcher.quoteReplacement(
                    Character.toString(Integer.parseInt(match.group(1), 16))));
  }

  @Test
  void the_days_of_a_filter_begin_and_end_at_midnight_UTC() {
    var filter = new TrailFilter(LocalDate.of(2026, 1, 1), LocalDate.of(2026, 1, 31), Map.of());
    assertThat(filter.begin()).isEqualTo(OffsetDateTime.parse("2026-01-01T00:00:00Z"));
    assertThat(filter.end()).isEqualTo(OffsetDateTime.parse("2026-02-01T00:00:00Z"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Invoices", "-invoices", "time entries", "1st", "=cmd()", "a\nb"})
  void a_kind_of_data_is_a_short_name_and_never_data(String kind) {
    assertThatThrownBy(() -> DataScope.all(kind)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void an_entry_counts_no_less_than_nothing() {
    var entry = AccessEntry.of(AccessAction.EXPORT, DataScope.all("members"));
    assertThatThrownBy(() -> entry.ended(Outcome.COMPLETED, -1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "plain,`\"plain\"`",
        "`a,b`,`\"a,b\"`",
        "say \"hi\",`\"say \"\"hi\"\"\"`",
        "=1+1,`\"'=1+1\"`",
        "+1,`\"'+1\"`",
        "-1,`\"'-1\"`",
        "@SUM(A1),`\"'@SUM(A1)\"`",
        "`\t=1`,`\"'\t=1\"`",
        "`\r=1`,`\"'\r=1\"`",
        "`\n=1`,`\"'\n=1\"`",
        "a=1,`\"a=1\"`",
        "2026-01-31T12:00Z,`\"2026-01-31T12:00Z\"`",
      })
  void a_field_of_a_file_is_quoted_and_no_formula(String value, String expected) {
    assertThat(TrailCsv.field(value)).isEqualTo(expected);
  }

  @Test
  void an_empty_field_of_a_file_is_empty() {
    assertThat(TrailCsv.field(null)).isEqualTo("\"\"");
  }

  @Test
  void a_file_has_a_line_of_names_and_a_line_for_each_entry() throws IOException {
    StringBuilder out = new StringBuilder();
    TrailCsv.CHANGES.writeHeader(out);
    TrailCsv.CHANGES.write(List.of(change()), out);

    assertThat(out.toString())
        .isEqualTo(
            "\"time\",\"id\",\"accessor\",\"principal\",\"email\",\"table\",\"operation\","
                + "\"before\",\"after\"\r\n"
                + "\"2026-01-31T12:00Z\",\"01920000-0000-7000-8000-00000000abcd\",\"USER\","
                + "\"01920000-0000-7000-8000-00000000abcd\",\"\",\"workspace.member\",\"DELETE\","
                + "\"{\"\"name\"\": \"\"old\"\"}\",\"\"\r\n");
  }

  @Test
  void a_connection_is_called_by_its_name_while_it_has_one() {
    assertThat(access().connectionIn(Map.of(ID, "Harvest"))).isEqualTo("Harvest");
    assertThat(access().connectionIn(Map.of())).isEqualTo("connection 01920000");
  }

  @Test
  void a_principal_without_an_address_is_a_removed_member_and_the_server_is_itself() {
    assertThat(change().who()).isEqualTo("Removed member 01920000-0000-7000-8000-00000000abcd");
  }

  private static AccessRow access() {
    return new AccessRow(
        OffsetDateTime.parse("2026-01-31T12:00:00Z"),
        ID,
        Accessor.SYSTEM,
        ID,
        null,
        AccessAction.SOURCE_FETCH,
        "invoices",
        null,
        null,
        ID,
        null,
        Outcome.BEGUN,
        null,
        null);
  }

  private static ChangeImages change() {
    return new ChangeImages(
        OffsetDateTime.parse("2026-01-31T12:00:00Z"),
        ID,
        Accessor.USER,
        ID,
        null,
        "workspace.member",
        ChangeRow.Operation.DELETE,
        "{\"name\": \"old\"}",
        null);
  }

  private static Optional<Asked> asked(TrailKind kind, String query) {
    return TrailQuery.ofLink(query).flatMap(typed -> typed.asked(kind));
  }
}
