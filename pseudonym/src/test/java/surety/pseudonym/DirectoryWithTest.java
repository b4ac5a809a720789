package surety.pseudonym;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class DirectoryWithTest {
  private static final int CASES = 3_000;
  private static final Firm FIRM = new Firm(5, 900);
  private static final int KNOWN = 600;

  private static Directory grown() {
    Directory.Builder builder = Directory.builder();
    FIRM.entities().subList(0, KNOWN).forEach(builder::add);
    Directory directory = builder.build();
    for (int from = KNOWN; from < FIRM.entities().size(); from += 100) {
      directory = directory.with(from, FIRM.entities().subList(from, from + 100));
    }
    return directory;
  }

  private static Entity client(String id, String name) {
    return new Entity(id, EntityKind.CLIENT, name, List.of());
  }

  @Test
  void what_is_added_is_found_and_the_earlier_directory_stays_as_it_was() {
    Directory before = Directory.builder().client("c1", "Kwartz GmbH").build();
    Directory after = before.with(2, List.of(client("c2", "Pulkgrön Hylt AG")));
    String text = "Kwartz and PULKGRÖN-HYLT";

    assertThat(before.entities()).hasSize(1);
    assertThat(after.entities()).hasSize(2);
    assertThat(after.version()).isEqualTo(2);
    assertThat(Conversation.begin(before, TokenStyle.LABELS).text(text).replacements()).hasSize(1);
    Conversation conversation = Conversation.begin(after, TokenStyle.LABELS);
    assertThat(conversation.text(text).payload()).doesNotContainIgnoringCase("pulk");
    assertThat(conversation.restore("Client B").text()).isEqualTo("Pulkgrön Hylt AG");
  }

  @Test
  void a_directory_that_grew_replaces_like_one_that_was_compiled_at_once() {
    Directory grown = grown();
    Directory merged = grown.merged();
    for (int seed = 1; seed <= CASES; seed++) {
      Random random = new Random(seed);
      Disguises disguises = new Disguises(random);
      Entity entity = FIRM.entities().get(random.nextInt(FIRM.entities().size()));
      String text = disguises.place(disguises.encode(disguises.form(entity)));
      List<Replacement> one =
          Conversation.begin(grown, TokenStyle.LABELS).text(text).replacements();
      List<Replacement> two =
          Conversation.begin(merged, TokenStyle.LABELS).text(text).replacements();
      assertThat(one).as("seed %s: %s", seed, text).hasSameSizeAs(two);
      for (int i = 0; i < one.size(); i++) {
        assertThat(one.get(i).start()).as("seed %s: %s", seed, text).isEqualTo(two.get(i).start());
        assertThat(one.get(i).end()).as("seed %s: %s", seed, text).isEqualTo(two.get(i).end());
      }
    }
  }

  @Test
  void merging_what_was_not_added_to_changes_nothing() {
    Directory directory = Directory.builder().client("c1", "Kwartz GmbH").build();
    assertThat(directory.merged()).isSameAs(directory);
    assertThat(grown().merged().entities()).isEqualTo(grown().entities());
    assertThat(grown().merged().version()).isEqualTo(grown().version());
  }

  @Test
  void an_id_that_is_there_is_refused() {
    Directory directory = Directory.builder().client("c1", "Kwartz GmbH").build();
    Directory grown = directory.with(2, List.of(client("c2", "Pulkgrön AG")));
    for (String id : List.of("c1", "c2")) {
      assertThatThrownBy(() -> grown.with(3, List.of(client(id, "Vorszigg"))))
          .isInstanceOf(IllegalArgumentException.class);
    }
    List<Entity> twice = List.of(client("c3", "Vorszigg"), client("c3", "Fjorwext"));
    assertThatThrownBy(() -> grown.with(3, twice)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void the_second_look_follows_and_keeps_what_it_allows() {
    Directory before = Directory.builder().client("c1", "Kwartz GmbH").build();
    Directory after = before.with(2, List.of(client("c2", "Vorszigg AG")));
    SecondLook look = SecondLook.of(before).vouching(java.util.Set.of("vorszigg-large"));

    assertThat(look.look(request("{\"a\":\"vorszigg\"}"))).isInstanceOf(ProvenBody.class);
    SecondLook following = look.following(after);
    assertThat(following.look(request("{\"a\":\"vorszigg\"}"))).isInstanceOf(Leak.class);
    assertThat(following.look(request("{\"a\":\"Kwartz\"}"))).isInstanceOf(Leak.class);
    assertThat(following.look(request("{\"a\":\"vorszigg-large\"}")))
        .isInstanceOf(ProvenBody.class);
    assertThat(SecondLook.of(after).look(request("{\"a\":\"vorszigg\"}"))).isInstanceOf(Leak.class);
    assertThat(following.following(after.merged()).look(request("{\"a\":\"vorszigg\"}")))
        .isInstanceOf(Leak.class);
    assertThat(following.following(before).look(request("{\"a\":\"vorszigg\"}")))
        .isInstanceOf(ProvenBody.class);
  }

  private static Outgoing request(String json) {
    return Outgoing.of(
        "/v1/chat/completions",
        Map.of("content-type", "application/json"),
        json.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void a_further_search_takes_part_and_may_not_reach_outside_the_text() {
    PatternSearch search =
        (text, finds) -> {
          int at = text.toString().indexOf("0815");
          if (at >= 0) {
            finds.add(TokenKind.PHONE, at, at + 4);
          }
        };
    Directory directory = Directory.builder().search(search).client("c1", "Kwartz").build();
    Conversation conversation = Conversation.begin(directory, TokenStyle.LABELS);
    assertThat(conversation.text("call 0815 now").payload()).isEqualTo("call Phone A now");
    assertThat(conversation.json("{\"tel\":\"0815\"}").payload()).doesNotContain("0815");
    assertThat(conversation.restore("Phone A").text()).isEqualTo("0815");

    Directory wrong =
        Directory.builder().search((_, finds) -> finds.add(TokenKind.PHONE, 1, 99)).build();
    Conversation broken = Conversation.begin(wrong, TokenStyle.LABELS);
    assertThatThrownBy(() -> broken.text("abc")).isInstanceOf(IllegalArgumentException.class);
  }
}
