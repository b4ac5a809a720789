package surety.server.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.springframework.jdbc.core.simple.JdbcClient;
import surety.sandbox.Firm;
import surety.sandbox.SandboxOptions;
import surety.sandbox.SandboxServer;
import surety.sandbox.demo.AnalysisWalk;
import surety.sandbox.demo.Browser;
import surety.sandbox.demo.Mailbox;
import surety.sandbox.demo.Walk;
import surety.server.posture.scan.Needle;
import surety.server.posture.scan.Scanner;

/// Walks the whole path with values that occur nowhere else, kills the server, and searches all
/// that it left behind: database files and write-ahead log, the database's own view of every
/// column, logs, mail, temporary files.
@DisplayNameGeneration(ReplaceUnderscores.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
// A database of its own: it may run beside other classes, its tests one after the other.
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("NothingIsKeptTest")
class NothingIsKeptTest {

  private static final String MARKER = "Zq7xVbnK2mWt";

  private final List<Needle> needles = new ArrayList<>();
  private Path folder = Path.of("");
  private Set<String> inFiles = Set.of();
  private Set<String> inColumns = Set.of();

  @BeforeAll
  void walk_the_path_and_kill_the_server() throws Exception {
    folder = Files.createTempDirectory(Path.of(System.getProperty("java.io.tmpdir")), "kept-");
    Firm firm = Firm.generate(11, LocalDate.now(ZoneOffset.UTC)).withCanary(MARKER);
    try (SandboxServer sandbox = SandboxServer.start(SandboxOptions.of(firm))) {
      ServerUnderTest server = ServerUnderTest.start(folder, sandbox);
      try {
        Browser browser = server.browser();
        Walk walk = new Walk(browser, new Mailbox(server.mail()));
        walk.signIn("owner@example.com");
        String workspace = walk.createWorkspace("Canary", "EUR");
        walk.connectProductive(workspace, sandbox);
        needlesFrom(firm, walk.dashboard(workspace).body());
        AnalysisWalk models = new AnalysisWalk(browser, walk);
        models.setUp(workspace);
        needlesFrom(models.analysis(workspace, firm));
        browser.open(workspace + "/security").ok();
      } finally {
        // As a thief or a power cut would find it: no chance to tidy up.
        server.kill();
      }
    }
    // Both before a test plants a value of its own.
    inFiles = scanner().folder(folder);
    inColumns = columns(_ -> {});
  }

  @AfterAll
  void delete_what_was_left() throws IOException {
    PostgresBinaries.deleteTree(folder);
  }

  @Test
  void the_search_looks_for_every_planted_value_and_for_figures_that_were_shown() {
    assertThat(needles).hasSizeGreaterThan(200);
    assertThat(needles).anyMatch(needle -> needle.what().startsWith(MARKER));
  }

  @Test
  void no_value_of_the_firm_is_in_any_file() {
    assertThat(inFiles).isEmpty();
  }

  @Test
  void no_value_of_the_firm_is_in_any_column() {
    assertThat(inColumns).isEmpty();
  }

  @Test
  void a_value_planted_in_a_compressed_column_is_found() throws Exception {
    String stored = (MARKER + "client ").repeat(2_000);
    Set<String> finds =
        columns(
            superuser -> {
              superuser.sql("CREATE TABLE IF NOT EXISTS public.planted (value text)").update();
              superuser.sql("INSERT INTO public.planted VALUES (?)").param(stored).update();
            });
    assertThat(finds).anyMatch(find -> find.contains("public.planted"));
  }

  @Test
  void a_value_planted_in_a_packed_log_and_in_a_mail_is_found() throws IOException {
    Path planted =
        Files.createDirectories(folder.resolveSibling("planted-" + folder.getFileName()));
    try (var log = new GZIPOutputStream(Files.newOutputStream(planted.resolve("old.log.gz")))) {
      log.write(("INFO " + MARKER + "person logged in\n").getBytes(StandardCharsets.UTF_8));
    }
    String mail =
        java.util.Base64.getMimeEncoder()
            .encodeToString(("Hello " + MARKER + "client").getBytes(StandardCharsets.UTF_8));
    Files.writeString(planted.resolve("1.eml"), "Content-Transfer-Encoding: base64\n\n" + mail);
    try {
      assertThat(scanner().folder(planted))
          .anyMatch(find -> find.startsWith("old.log.gz"))
          .anyMatch(find -> find.startsWith("1.eml"));
    } finally {
      PostgresBinaries.deleteTree(planted);
    }
  }

  private Scanner scanner() {
    return new Scanner(needles);
  }

  // The firm's planted words and amounts, and what the dashboard made of its records.
  private void needlesFrom(Firm firm, String page) {
    for (String canary : firm.canaries()) {
      if (canary.matches("[0-9]+(\\.[0-9]+)?")) {
        needles.addAll(Needle.ofAmount(new BigDecimal(canary)));
      } else {
        needles.addAll(Needle.ofText(canary));
      }
    }
    Set<String> shown = new LinkedHashSet<>();
    Matcher amounts =
        Pattern.compile("\\b[0-9]{1,3}(,[0-9]{3}){2,}(\\.[0-9]{2})?\\b").matcher(page);
    while (amounts.find() && shown.size() < 20) {
      shown.add(amounts.group().replace(",", ""));
    }
    shown.forEach(amount -> needles.addAll(Needle.ofAmount(new BigDecimal(amount))));
  }

  // What the model was sent and what it said, line by line, as far as a line is one of a kind.
  private void needlesFrom(Browser.Page analysis) {
    String said = analysis.document().select("#answer").text();
    String sent = analysis.document().select("#seen pre").text();
    assertThat(sent).contains("Client A");
    Stream.of(said, sent)
        .flatMap(text -> Pattern.compile("[.\\n]").splitAsStream(text))
        .map(String::strip)
        .filter(line -> line.length() > 40)
        .map(line -> line.substring(0, 40))
        .distinct()
        .forEach(line -> needles.addAll(Needle.ofText(line)));
  }

  /// Opens what is left as a database again and searches each column.
  private Set<String> columns(java.util.function.Consumer<JdbcClient> before)
      throws SQLException, IOException {
    var settings =
        EmbeddedPostgresSettings.in(folder.resolve("data/postgres"))
            .withBinaries(PostgresBinaries.sharedCache());
    Set<String> finds = new LinkedHashSet<>();
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(settings)) {
      DatabaseLogin superuser = postgres.superuser().on("surety");
      before.accept(JdbcClient.create(superuser.dataSource()));
      Map<String, byte[]> stored = new StoredValues(superuser).all();
      assertThat(stored).containsKeys("workspace.member", "vault.credential");
      stored.forEach((table, bytes) -> finds.addAll(scanner().bytes(table, bytes)));
    }
    return finds;
  }
}
