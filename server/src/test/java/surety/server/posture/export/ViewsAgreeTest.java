package surety.server.posture.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import surety.evidence.Json;
import surety.evidence.JsonObject;
import surety.server.posture.page.WrittenPages;
import surety.server.posture.view.MadeUpSnapshot;
import surety.server.posture.view.Snapshot;

/// Page, JSON, CycloneDX, OSCAL and badge are read back as a stranger reads them, and must say the
/// same of each claim.
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ViewsAgreeTest {

  private static final Snapshot SNAPSHOT = MadeUpSnapshot.everyState();
  private static final Map<String, String> TRUTH =
      SNAPSHOT.claims().stream()
          .collect(
              Collectors.toMap(it -> it.id(), it -> it.state().label(), (a, _) -> a, TreeMap::new));

  @Test
  void the_page_shows_the_state_of_each_claim() {
    assertThat(statesOnPage(WrittenPages.security(SNAPSHOT))).isEqualTo(TRUTH);
  }

  @Test
  void the_JSON_has_the_state_of_each_claim() {
    assertThat(statesIn(json(SnapshotJson.of(SNAPSHOT)).objects("claims"), "id", "state"))
        .isEqualTo(TRUTH);
  }

  @Test
  void CycloneDX_scores_only_what_is_proven_and_names_every_state() {
    JsonObject declarations = json(Cdxa.of(SNAPSHOT)).object("declarations");
    Map<String, String> states = new TreeMap<>();
    for (JsonObject map : declarations.objects("attestations").getFirst().objects("map")) {
      JsonObject conformance = map.object("conformance");
      String state = conformance.text("rationale").replaceFirst(":.*", "");
      states.put(map.text("requirement").replaceFirst("requirement-", ""), state);
      assertThat(conformance.decimal("score").doubleValue())
          .isEqualTo(state.equals("proven") ? 1 : 0);
    }
    assertThat(states).isEqualTo(TRUTH);
  }

  @Test
  void OSCAL_satisfies_only_what_is_proven_and_names_every_state() {
    JsonObject result =
        json(Oscal.of(SNAPSHOT)).object("assessment-results").objects("results").getFirst();
    Map<String, String> states = new TreeMap<>();
    for (JsonObject finding : result.objects("findings")) {
      String state = statesIn(finding.objects("props"), "name", "value").get("state");
      states.put(finding.text("title"), state);
      assertThat(finding.object("target").object("status").text("state"))
          .isEqualTo("proven".equals(state) ? "satisfied" : "not-satisfied");
    }
    assertThat(states).isEqualTo(TRUTH);
  }

  @Test
  void what_somebody_vouches_for_is_never_a_test_in_OSCAL() {
    JsonObject result =
        json(Oscal.of(SNAPSHOT)).object("assessment-results").objects("results").getFirst();
    assertThat(result.objects("observations"))
        .noneMatch(it -> it.text("title").startsWith("PL-36"));
    assertThat(result.objects("attestations").toString()).contains("PL-36");
  }

  @Test
  void the_badge_and_the_line_of_truth_count_every_state_that_occurs() {
    Map<String, Long> counts = new LinkedHashMap<>();
    TRUTH.values().forEach(state -> counts.merge(state, 1L, Long::sum));
    counts.forEach(
        (state, count) -> {
          assertThat(Badge.of(SNAPSHOT)).contains(count + " " + state);
          assertThat(textOf(WrittenPages.security(SNAPSHOT))).contains(count + " " + state);
        });
    assertThat(Badge.of(SNAPSHOT)).contains("#a32525");
  }

  @Test
  void the_feed_is_XML_and_tells_each_change() throws Exception {
    var factory = DocumentBuilderFactory.newInstance();
    factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    Document feed = factory.newDocumentBuilder().parse(stream(Feed.of(SNAPSHOT)));
    assertThat(feed.getElementsByTagName("entry").getLength()).isEqualTo(SNAPSHOT.changes().size());
    assertThat(feed.getElementsByTagName("title").item(1).getTextContent())
        .isEqualTo("PL-03: proven → failing");
    factory.newDocumentBuilder().parse(stream(Badge.of(SNAPSHOT)));
  }

  @Test
  void every_export_points_to_the_signed_result() {
    for (String export :
        List.of(SnapshotJson.of(SNAPSHOT), Cdxa.of(SNAPSHOT), Oscal.of(SNAPSHOT))) {
      assertThat(export)
          .contains("/security/evidence/488")
          .contains(MadeUpSnapshot.digest("PL-02"));
    }
  }

  @Test
  void a_text_from_outside_stays_a_text() {
    assertThat(JsonText.of(Members.of("a", "\"</script>\u0001\\")))
        .isEqualTo("{\n  \"a\": \"\\\"</script>\\u0001\\\\\"\n}\n");
    assertThat(Xml.text("<a href=\"&\">\u0001")).isEqualTo("&lt;a href=&quot;&amp;&quot;&gt;");
  }

  private static Map<String, String> statesOnPage(String html) {
    Pattern card =
        Pattern.compile(
            "<article class=\"claim[^\"]*\" id=\"(PL-\\d+)\".*?<b>(\\w+)</b>", Pattern.DOTALL);
    Map<String, String> states = new TreeMap<>();
    Matcher found = card.matcher(html);
    while (found.find()) {
      states.put(found.group(1), found.group(2).toLowerCase(Locale.ROOT));
    }
    return states;
  }

  private static String textOf(String html) {
    return html.replaceAll("<[^>]*>", "").replace("&nbsp;", " ").replace('\u00a0', ' ');
  }

  private static Map<String, String> statesIn(List<JsonObject> objects, String key, String value) {
    Map<String, String> states = new TreeMap<>();
    objects.forEach(it -> states.put(it.text(key), it.text(value)));
    return states;
  }

  private static JsonObject json(String text) {
    return Json.parseObject(text.getBytes(StandardCharsets.UTF_8));
  }

  private static ByteArrayInputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }
}
