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
import org.jspecify.annotations.Nullable;
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
    assertThat(asked(null, null, null, null))
        .contains(new Asked(TrailFilter.ALL, TrailPosition.NEWEST));
    assertThat(asked("", "", "", "")).contains(new Asked(TrailFilter.ALL, TrailPosition.NEWEST));
  }

  @Test
  void a_query_names_days_an_accessor_and_a_place() {
    var place = new TrailPosition(OffsetDateTime.parse("2026-01-31T12:00:00.123456Z"), ID);
    assertThat(asked("2026-01-01", "2026-01-31", "ai", place.text()))
        .contains(
            new Asked(
                new TrailFilter(LocalDate.of(2026, 1, 1), LocalDate.of(2026, 1, 31), Accessor.AI),
                place));
  }

  @ParameterizedTest
  @CsvSource({
    "2026-02-30, , ,",
    "yesterday, , ,",
    "2026-1-1, , ,",
    "+12026-01-01, , ,",
    "0000-01-01, , ,",
    ", 2026-13-01, ,",
    "2026-02-02, 2026-02-01, ,",
    ", , robot,",
    ", , USER,",
    ", , , 0",
    ", , , 1-2",
    ", , , 99999999999999999-01920000-0000-7000-8000-00000000abcd",
    ", , , -1-01920000-0000-7000-8000-00000000abcd",
  })
  void a_query_that_is_not_understood_asks_for_nothing(
      @Nullable String from,
      @Nullable String to,
      @Nullable String accessor,
      @Nullable String after) {
    assertThat(asked(from, to, accessor, after)).isEmpty();
  }

  @Test
  void a_link_keeps_the_filter_and_asks_for_the_same_again() {
    var filter = new TrailFilter(LocalDate.of(2026, 1, 1), null, Accessor.SUPPORT);
    assertThat(new Asked(filter, TrailPosition.NEWEST).link(Optional.empty()))
        .isEqualTo("?from=2026-01-01&accessor=support");
    assertThat(new Asked(TrailFilter.ALL, TrailPosition.NEWEST).link(Optional.empty())).isEmpty();
  }

  @Test
  void the_days_of_a_filter_begin_and_end_at_midnight_UTC() {
    var filter = new TrailFilter(LocalDate.of(2026, 1, 1), LocalDate.of(2026, 1, 31), null);
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
    TrailCsv.CHANGES.write(List.of(change("{\"name\": \"old\"}", null)), out);

    assertThat(out.toString())
        .isEqualTo(
            "\"time\",\"id\",\"accessor\",\"principal\",\"email\",\"table\",\"operation\","
                + "\"before\",\"after\"\r\n"
                + "\"2026-01-31T12:00Z\",\"01920000-0000-7000-8000-00000000abcd\",\"USER\","
                + "\"01920000-0000-7000-8000-00000000abcd\",\"\",\"workspace.member\",\"DELETE\","
                + "\"{\"\"name\"\": \"\"old\"\"}\",\"\"\r\n");
  }

  @Test
  void a_change_shows_the_fields_that_differ_and_never_the_workspace() {
    assertThat(
            FieldChange.between(
                """
                {"workspace_id": "w", "role": "REP", "email": "a@b", "limit_count": 1, "note": null}
                """,
                """
                {"workspace_id": "w", "role": "OWNER", "email": "a@b", "limit_count": 2, "note": null}
                """))
        .containsExactly(
            new FieldChange("role", "REP", "OWNER"), new FieldChange("limit count", "1", "2"));
  }

  @Test
  void an_added_row_shows_the_fields_that_are_set() {
    assertThat(FieldChange.between(null, "{\"role\": \"REP\", \"note\": null}"))
        .containsExactly(new FieldChange("role", null, "REP"));
  }

  @Test
  void a_removed_row_shows_what_it_held() {
    assertThat(FieldChange.between("{\"tags\": [\"a\"]}", null))
        .containsExactly(new FieldChange("tags", "[\"a\"]", null));
  }

  @Test
  void a_changed_row_is_called_by_its_address_or_name() {
    assertThat(change("{\"name\": \"Harvest\"}", null).title()).isEqualTo("Harvest");
    assertThat(change("{\"name\": \"A\", \"email\": \"a@b\"}", null).title()).isEqualTo("a@b");
    assertThat(change("{\"name\": 3}", null).title()).isEmpty();
  }

  @Test
  void a_connection_is_called_by_its_name_while_it_has_one() {
    assertThat(access().connectionIn(Map.of(ID, "Harvest"))).isEqualTo("Harvest");
    assertThat(access().connectionIn(Map.of())).isEqualTo("connection 01920000");
  }

  @Test
  void a_principal_without_an_address_is_a_removed_member_and_the_server_is_itself() {
    assertThat(change("{}", null).who())
        .isEqualTo("Removed member 01920000-0000-7000-8000-00000000abcd");
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

  private static ChangeRow change(@Nullable String before, @Nullable String after) {
    return new ChangeRow(
        OffsetDateTime.parse("2026-01-31T12:00:00Z"),
        ID,
        Accessor.USER,
        ID,
        null,
        "workspace.member",
        ChangeRow.Operation.DELETE,
        before,
        after);
  }

  private static Optional<Asked> asked(
      @Nullable String from,
      @Nullable String to,
      @Nullable String accessor,
      @Nullable String after) {
    return new TrailQuery(from, to, accessor, after).asked();
  }
}
