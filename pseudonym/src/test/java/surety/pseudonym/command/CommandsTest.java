package surety.pseudonym.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import surety.pseudonym.command.Program.Result;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class CommandsTest {
  private static final String NAMES =
      """
      # the firm
      client: Nordwind Energie GmbH | Nordwind | nordwind.example
      project: Projekt Phönix | PX-1001

      person: Anna-Lena Müller
      client: A\\|B Partner
      """;
  private static final String LETTER =
      "Müller asks NORDWIND about PX-1001.\r\nCall +49 30 901820, says Client A.\n";
  private static final List<String> SECRETS =
      List.of("Nordwind", "NORDWIND", "Müller", "PX-1001", "Phönix", "901820");

  @TempDir Path folder;
  private Program program = new Program(Path.of("."));

  @BeforeEach
  void prepare() throws IOException {
    program = new Program(folder);
    program.file("names.txt", NAMES);
    program.file("key", "0123456789abcdef".repeat(4) + "\n");
  }

  private static Result well(Result result) {
    assertThat(result.status()).as(result.err()).isZero();
    return result;
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> String.valueOf(file.getFileName())).sorted().toList();
    }
  }

  @Test
  void a_text_goes_through_pipes_and_comes_back_by_the_mapping() {
    Result sent =
        well(program.pipe(LETTER, "pseudonymize", "--names=names.txt", "--mapping", "map"));
    assertThat(sent.out()).contains("Person A", "Project Alpha", "Phone A").endsWith(".\n");
    assertThat(sent.out()).doesNotContain(SECRETS);
    assertThat(sent.err()).isEmpty();
    assertThat(well(program.pipe(sent.out(), "restore", "--mapping", "map")).out())
        .isEqualTo(LETTER);
  }

  @Test
  void a_mapping_is_kept_only_when_asked_for_and_then_for_its_owner_alone() throws IOException {
    well(program.pipe(LETTER, "pseudonymize", "--names", "names.txt"));
    assertThat(files()).containsExactly("key", "names.txt");
    Files.setPosixFilePermissions(
        program.file("map", well(kept(LETTER)).out().isEmpty() ? "" : program.read("map")),
        PosixFilePermissions.fromString("rw-r--r--"));
    well(kept("Nordwind"));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(program.at("map"))))
        .isEqualTo("rw-------");
  }

  private Result kept(String text) {
    return program.pipe(text, "pseudonymize", "--names", "names.txt", "--mapping", "map");
  }

  @Test
  void the_next_turn_goes_on_with_the_tokens_of_the_mapping_also_after_a_name_was_struck_out()
      throws IOException {
    well(kept("Nordwind Energie GmbH and Anna-Lena Müller"));
    program.file("names.txt", "client: Südwind\nclient: Nordwind Energie GmbH\n");
    Result next = well(kept("Südwind, Nordwind Energie GmbH, Anna-Lena Müller"));
    assertThat(next.out()).isEqualTo("Client B, Client A, Person A");
  }

  @Test
  void stable_tokens_need_nothing_but_names_and_key() {
    String text = "Nordwind's Projekt Phönix for Anna-Lena Müller, A|B Partner";
    Result one = stable(text);
    Result two = stable(text);
    assertThat(one.out()).isEqualTo(two.out()).doesNotContain("Nordwind");
    Result back =
        program.pipe(one.out(), "restore", "--names", "names.txt", "--key", "key", "--strict");
    assertThat(well(back).out()).isEqualTo(text);
  }

  private Result stable(String text) {
    return well(
        program.pipe(text, "pseudonymize", "--names", "names.txt", "--key", "key", "--strict"));
  }

  @Test
  void what_only_a_mapping_brings_back_is_told_and_refused_in_strict() {
    Result told = program.pipe(LETTER, "pseudonymize", "--names", "names.txt", "--key", "key");
    assertThat(well(told).err()).contains("only --mapping");
    assertThat(told.out()).doesNotContain(SECRETS);
    Result refused =
        program.pipe(LETTER, "pseudonymize", "--names", "names.txt", "--key", "key", "--strict");
    assertThat(refused.status()).isEqualTo(4);
    assertThat(refused.out()).isEmpty();
    well(
        program.pipe(
            LETTER, "pseudonymize", "--names=names.txt", "--key=key", "--mapping=map", "--strict"));
  }

  @Test
  void json_stays_json_and_is_recognised() {
    String json = "{\"M\\u00fcller\": [\"Nordwind\", 1.50, \"\\\"\"]}";
    Result sent = well(kept(json));
    assertThat(sent.out()).isEqualTo("{\"Person A{2}\": [\"Client A{2}\", 1.50, \"\\\"\"]}");
    String back = well(program.pipe(sent.out(), "restore", "--mapping", "map")).out();
    assertThat(back).isEqualTo("{\"Müller\": [\"Nordwind\", 1.50, \"\\\"\"]}");
    assertThat(well(kept("{\"a\":\"Nordwind\"}\n{\"a\":\"Müller\"}\n")).out())
        .isEqualTo("{\"a\":\"Client A{2}\"}\n{\"a\":\"Person A{2}\"}\n");
    assertThat(well(kept("{Nordwind}")).out()).isEqualTo("{Client A{2}}");
  }

  @Test
  void a_chat_request_keeps_what_its_protocol_fixes() throws IOException {
    program.file("names.txt", "client: Model\nclient: Nordwind\n");
    String chat = "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"Nordwind\"}]}";
    Result sent =
        well(program.pipe(chat, "pseudonymize", "--names", "names.txt", "--format", "chat"));
    assertThat(sent.out()).isEqualTo(chat.replace("Nordwind", "Client A"));
  }

  @Test
  void explain_tells_where_and_why_without_a_name_and_beside_the_output() {
    Result told = well(program.pipe(LETTER, "pseudonymize", "--names", "names.txt", "--explain"));
    assertThat(told.out()).doesNotContain("where");
    assertThat(told.err())
        .containsSubsequence("1:1+6", "person", "Person A", "last name", "names.txt:5")
        .containsSubsequence("2:6+13", "phone", "Phone A", "pattern")
        .contains("replaced: 4", "no name is left")
        .doesNotContain(SECRETS);
  }

  @Test
  void a_name_that_only_the_second_look_sees_stops_everything() throws IOException {
    String hidden =
        Base64.getEncoder().encodeToString("Anna-Lena Müller".getBytes(StandardCharsets.UTF_8));
    program.file("out", "before");
    Result leak =
        program.pipe(
            "see " + hidden, "pseudonymize", "--names=names.txt", "--mapping=map", "--output=out");
    assertThat(leak.status()).isOne();
    assertThat(leak.err()).contains("name of a person", "base64").doesNotContain("Müller");
    assertThat(program.read("out")).isEqualTo("before");
    assertThat(files()).containsExactly("key", "names.txt", "out");
  }

  @Test
  void what_cannot_be_proven_is_written_only_if_that_is_allowed() {
    String image = "{\"a\":\"data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAAB\"}";
    Result refused = program.pipe(image, "pseudonymize", "--names", "names.txt");
    assertThat(refused.status()).isEqualTo(3);
    assertThat(refused.out()).isEmpty();
    assertThat(refused.err()).contains("attachment");
    Result allowed =
        program.pipe(image, "pseudonymize", "--names", "names.txt", "--allow-unproven");
    assertThat(allowed.status()).isEqualTo(3);
    assertThat(allowed.out()).isEqualTo(image);
  }

  @Test
  void a_file_is_replaced_whole_and_keeps_its_permissions() throws IOException {
    Path out = program.file("letter.txt", LETTER);
    Files.setPosixFilePermissions(out, PosixFilePermissions.fromString("rw-r-----"));
    well(
        program.run(
            "pseudonymize", "--names", "names.txt", "--output", "letter.txt", "letter.txt"));
    assertThat(program.read("letter.txt")).startsWith("Person A").doesNotContain("NORDWIND");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(out)))
        .isEqualTo("rw-r-----");
    assertThat(files()).containsExactly("key", "letter.txt", "names.txt");
  }

  @Test
  void a_token_that_stands_for_nothing_stays_and_is_told() {
    well(kept("Nordwind"));
    Result left = well(program.pipe("Client A{2}, Client Z", "restore", "--mapping", "map"));
    assertThat(left.out()).isEqualTo("Nordwind, Client Z");
    assertThat(left.err()).contains("invented=1");
    Result refused = program.pipe("Client Z", "restore", "--mapping", "map", "--strict");
    assertThat(refused.status()).isEqualTo(4);
    assertThat(refused.out()).isEmpty();
  }

  @Test
  void a_spreadsheet_is_a_names_file_too() throws IOException {
    program.file(
        "names.csv",
        "\uFEFFkind;name;alias\r\nclient;\"Nord; \"\"Wind\"\" AG\";\r\nPerson;Jo Ka;joka\r\n");
    Result sent =
        well(program.pipe("Nord; \"Wind\" AG, joka", "pseudonymize", "--names", "names.csv"));
    assertThat(sent.out()).isEqualTo("Client A, Person A{2}");
  }

  @Test
  void every_mistake_is_one_line_that_repeats_no_name() throws IOException {
    program.file("bad.txt", "client: Nordwind\nNordwind Energie\n");
    program.file("kind.txt", "firm: Nordwind\n");
    program.file("twice.txt", "client: Nordwind\nclient: Nordwind\n");
    program.file("signs.txt", "client: ---\n");
    program.file("open.csv", "client,\"Nordwind\n");
    program.file("none.txt", "# nothing\n");
    mistake("bad.txt:2: expected", "--names", "bad.txt");
    mistake("kind.txt:1: the kind", "--names", "kind.txt");
    mistake("twice.txt:2: the name stands in line 1", "--names", "twice.txt");
    mistake("signs.txt:1: a name needs", "--names", "signs.txt");
    mistake("open.csv:1: a quotation mark", "--names", "open.csv");
    mistake("none.txt: it has no names", "--names", "none.txt");
    mistake("no such file", "--names", "missing.txt");
    mistake("--names FILE is missing");
    mistake("unknown option --nmaes", "--nmaes", "names.txt");
    mistake("--names is given twice", "--names=names.txt", "--names=names.txt");
    mistake("--style is labels or stable", "--names=names.txt", "--style=pretty");
    mistake("64 hexadecimal digits", "--names=names.txt", "--key=names.txt");
    mistake("--strict needs", "--names=names.txt", "--strict");
    mistake("not JSON at character", "--names=names.txt", "--format=json");
    mistake("not a mapping", "--names=names.txt", "--mapping=names.txt");
    mistake("it cannot be written", "--names=names.txt", "--output=missing/out.txt");
  }

  private void mistake(String message, String... options) {
    String[] arguments =
        Stream.concat(Stream.of("pseudonymize"), Stream.of(options)).toArray(String[]::new);
    Result result = program.pipe("{Nordwind", arguments);
    assertThat(result.status()).as(message).isEqualTo(2);
    assertThat(result.out()).isEmpty();
    assertThat(result.err().lines()).singleElement().asString().contains(message);
    assertThat(result.err()).doesNotContain("Nordwind");
  }

  @Test
  void input_that_is_not_UTF_8_is_refused() {
    byte[] bytes = "M\u00fcller".getBytes(StandardCharsets.ISO_8859_1);
    Result result = program.pipe(bytes, "pseudonymize", "--names", "names.txt");
    assertThat(result.status()).isEqualTo(2);
    assertThat(result.err()).contains("standard input: it is not UTF-8");
  }
}
