package surety.server.posture.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import surety.evidence.Bundle;
import surety.evidence.Json;
import surety.evidence.JsonObject;
import surety.server.connect.engine.Connectors;
import surety.server.identity.TestBrowser;
import surety.server.identity.TestBrowser.Answer;
import surety.server.identity.TestServer;
import surety.server.posture.Posture;
import surety.server.posture.claim.Claims;
import surety.server.posture.view.MadeUpSnapshot;
import surety.server.posture.view.Question;

/// The public pages of the whole server.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PublicPagesTest {

  private static final Map<String, String> PAGES =
      Map.of(
          "/security", "text/html",
          "/security/overview", "text/html",
          "/security.json", "application/json",
          "/security/feed.atom", "application/atom+xml",
          "/security/badge.svg", "image/svg+xml",
          "/security/keys.json", "application/json",
          "/security/cdxa.json", "application/vnd.cyclonedx+json",
          "/security/oscal.json", "application/json",
          "/security/checkpoint", "text/plain",
          "/.well-known/security.txt", "text/plain");

  private static final String MODULE = "<script type=\"module\" src=\"/assets/[^\"]+\"></script>";
  private static final Pattern PROPOSED = Pattern.compile("name=\"nonce\"[^>]* value=\"([^\"]*)\"");

  private final TestServer server =
      TestServer.startWith(
          Map.of(
              "surety.posture.probes", "off",
              "surety.posture.contact", "mailto:security@firm.example"));

  @BeforeAll
  void the_promises_are_published() throws InterruptedException {
    server.bean(Posture.class).publish();
    while (json("/security.json").objects("claims").isEmpty()) {
      Thread.sleep(50);
    }
  }

  @AfterAll
  void stop() {
    server.stop();
  }

  @Test
  void every_page_is_there_for_everybody() {
    PAGES.forEach(
        (path, type) -> {
          Answer answer = server.browser().get(path);
          assertThat(answer.status()).as(path).isEqualTo(200);
          assertThat(answer.header("content-type")).startsWith(type);
          assertThat(answer.headers()).doesNotContainKey("set-cookie");
          assertThat(answer.header("strict-transport-security")).isNotEmpty();
        });
    assertThat(server.browser().get("/%73ecurity").status()).as("spelled otherwise").isEqualTo(200);
  }

  @Test
  void every_claim_of_this_build_is_on_the_page_and_none_is_proven_without_evidence() {
    JsonObject json = json("/security.json");
    List<String> ids = json.objects("claims").stream().map(it -> it.text("id")).toList();
    assertThat(ids)
        .containsExactlyInAnyOrderElementsOf(
            server.bean(Claims.class).all().stream().map(it -> it.id()).toList());
    assertThat(json.objects("claims")).noneMatch(it -> it.text("state").equals("proven"));
    String page = server.browser().get("/security").body();
    ids.forEach(id -> assertThat(page).contains("id=\"" + id + "\""));
  }

  @Test
  void who_is_signed_in_changes_nothing_on_it() {
    TestBrowser member = server.signedIn("reader@firm.example");
    assertThat(member.get("/security").body()).isEqualTo(server.browser().get("/security").body());
    assertThat(member.get("/security").body()).doesNotContain("reader@firm.example");
  }

  @Test
  void the_pages_name_what_runs() {
    String config = json("/security.json").object("system").text("config");
    for (String path : List.of("/security", "/security/overview")) {
      assertThat(server.browser().get(path).body())
          .containsPattern("<meta name=\"surety-build\" content=\"[0-9a-f]{64}\"")
          .contains("<meta name=\"surety-config\" content=\"" + config + "\"");
    }
  }

  @Test
  void every_style_and_picture_of_the_pages_is_there() {
    Matcher linked =
        Pattern.compile("(?:href|src)=\"(/assets/[^\"]+|)\"")
            .matcher(server.browser().get("/security").body());
    List<String> found = linked.results().map(it -> it.group(1)).distinct().toList();
    assertThat(found)
        .hasSize(4)
        .allSatisfy(path -> assertThat(server.browser().get(path).status()).isEqualTo(200));
  }

  @Test
  void nothing_on_the_pages_needs_a_script_or_a_style_inside_them() {
    for (String path : List.of("/security", "/security/overview", "/security/prove")) {
      assertThat(server.browser().get(path).body().replaceAll(MODULE, ""))
          .doesNotContain("<script", "style=", "<style", "onclick", "javascript:");
    }
  }

  @Test
  void evidence_is_given_by_its_number_and_the_text_inside_is_what_is_signed() {
    Answer answer = server.browser().get("/security/evidence/1");
    assertThat(answer.status()).isEqualTo(200);
    JsonObject envelope = Json.parseObject(answer.body().getBytes(StandardCharsets.UTF_8));
    JsonObject statement = Json.parseObject(Base64.getDecoder().decode(envelope.text("payload")));
    assertThat(statement.text("_type")).isEqualTo("https://in-toto.io/Statement/v1");
    for (String unknown : List.of("0", "-1", "x", "999999999999", "1/..")) {
      assertThat(server.browser().get("/security/evidence/" + unknown).status()).isIn(400, 404);
    }
  }

  @Test
  void the_bundle_holds_the_page_for_readers_and_a_stranger_can_verify_it() throws Exception {
    assertThat(server.browser().get("/security/bundle.zip").status()).isEqualTo(200);
    Path zip = server.bean(BundleFile.class).newest();
    try (ZipFile file = new ZipFile(zip.toFile())) {
      String report = read(file, "report.html");
      server.bean(Claims.class).all().stream()
          .map(claim -> "id=\"" + claim.id() + "\"")
          .forEach(id -> assertThat(report).contains(id));
      assertThat(read(file, "SHA256SUMS")).contains("  report.html\n", "  evidence/1.dsse.json\n");
    }
    Path verifier = Files.createTempDirectory("stranger").resolve("Verify.java");
    Files.writeString(verifier, Bundle.verifier());
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Process process =
        new ProcessBuilder(java, verifier.toString(), zip.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
  }

  private static String read(ZipFile file, String name) throws IOException {
    try (InputStream in = file.getInputStream(file.getEntry(name))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void security_txt_names_a_contact_and_ends_within_a_year() {
    String text = server.browser().get("/.well-known/security.txt").body();
    assertThat(text).contains("Contact: mailto:security@firm.example\n");
    Instant expires = Instant.parse(text.replaceFirst("(?s).*Expires: (\\S+).*", "$1"));
    assertThat(expires).isBetween(Instant.now(), Instant.now().plus(Duration.ofDays(365)));
  }

  @Test
  void the_page_leads_to_security_txt_only_where_there_is_one() {
    assertThat(server.browser().get("/security").body())
        .contains("href=\"/.well-known/security.txt\"");
    String without = WrittenPages.security(MadeUpSnapshot.everyState(), false);
    assertThat(without).doesNotContain("security.txt").contains("has not said where to tell");
  }

  @Test
  void without_script_each_visitor_is_proposed_a_text_of_its_own_that_can_be_sent_as_it_is() {
    Set<String> proposed = new HashSet<>();
    for (int i = 0; i < 20; i++) {
      Answer form = server.browser().get("/security/prove");
      assertThat(form.header("cache-control")).isEqualTo("no-store");
      proposed.add(proposal(form.body()));
    }
    assertThat(proposed).hasSize(20).allMatch(text -> text.matches("[0-9a-f]{32}"));
    Answer asked = server.browser().post("/security/prove", "nonce", proposed.iterator().next());
    assertThat(asked.status()).isEqualTo(303);
  }

  @Test
  void the_form_on_the_page_that_all_visitors_share_proposes_nothing() {
    String page = server.browser().get("/security").body();
    assertThat(proposal(page)).isEmpty();
    assertThat(page).contains("<noscript>").contains("href=\"/security/prove\"");
    Matcher module = Pattern.compile("src=\"(/assets/nonce[^\"]*)\"").matcher(page);
    assertThat(module.find()).isTrue();
    Answer script = server.browser().get(module.group(1));
    assertThat(script.header("content-type")).contains("javascript");
    assertThat(script.body()).contains("crypto.getRandomValues");
  }

  @Test
  void after_the_attacks_the_page_tells_how_to_find_the_visitors_text_in_what_was_signed() {
    String page = WrittenPages.prove(MadeUpSnapshot.everyState());
    assertThat(page.replaceAll("<[^>]*>", "").replaceAll("\\s+", " "))
        .contains("/security/evidence/488 | jq -r .payload | base64 -d")
        .contains("jq -r .predicate.nonce.visitor my-own-words-12345");
  }

  @Test
  void every_question_on_the_page_is_answered_by_a_claim() {
    assertThat(server.bean(Claims.class).all())
        .extracting(claim -> Question.of(claim.control()))
        .contains(Question.values());
  }

  @Test
  void every_link_inside_the_page_leads_somewhere() {
    String page = WrittenPages.security(MadeUpSnapshot.everyState());
    assertThat(Pattern.compile("href=\"#([^\"]*)\"").matcher(page).results())
        .extracting(link -> link.group(1))
        .allSatisfy(target -> assertThat(page).contains("id=\"" + target + "\""));
  }

  @Test
  void attacks_that_left_no_evidence_are_not_told_as_withstood() {
    String page = WrittenPages.prove(MadeUpSnapshot.everyState(), List.of());
    assertThat(page).contains("No attack left evidence").doesNotContain("0 of 0", "s-ok");
  }

  @Test
  void the_overview_names_every_system_that_can_be_connected_and_the_models() {
    String page = server.browser().get("/security/overview").body();
    server
        .bean(Connectors.class)
        .offered()
        .forEach(connector -> assertThat(page).contains("<b>" + connector.name() + "</b>"));
    assertThat(page).contains("Model providers").doesNotContain("Rehearsal");
  }

  private static String proposal(String page) {
    Matcher proposed = PROPOSED.matcher(page);
    assertThat(proposed.find()).isTrue();
    return proposed.group(1);
  }

  @Test
  void a_visitors_text_that_cannot_be_taken_is_refused_and_stays_in_the_form() {
    Answer answer =
        server.browser().post("/security/prove", "nonce", "short<b>\"", "claim", "PL-01");
    assertThat(answer.status()).isEqualTo(422);
    assertThat(proposal(answer.body())).isEqualTo("short&lt;b&gt;&quot;");
    assertThat(answer.body())
        .contains("Nothing was begun", "<option value=\"PL-01\" selected", "role=\"alert\"");
    assertThat(server.browser().get("/security/prove").body()).doesNotContain("role=\"alert\"");
    assertThat(server.browser().get("/security/prove/" + "0".repeat(32)).status()).isEqualTo(404);
  }

  private JsonObject json(String path) {
    return Json.parseObject(server.browser().get(path).body().getBytes(StandardCharsets.UTF_8));
  }
}
