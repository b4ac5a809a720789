package surety.server.ai.names;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import surety.pseudonym.Directory;
import surety.pseudonym.Entity;
import surety.pseudonym.EntityKind;
import surety.pseudonym.Leak;
import surety.pseudonym.Outgoing;
import surety.pseudonym.ProvenBody;
import surety.pseudonym.TokenKey;
import surety.pseudonym.TokenStyle;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class GrowingNamesTest {

  private static final Map<String, Entity> FEW = clients("Nordwind Energie AG", "Käsekuchen GmbH");
  private static final Map<String, Entity> MORE =
      clients("Nordwind Energie AG", "Käsekuchen GmbH", "Quarzsand & Co.");

  private final Names few = new Names(directory(FEW), TokenKey.of(new byte[32]));

  @Test
  void a_name_that_was_added_is_replaced_and_looked_for_at_once() {
    assertThat(replaced(few, "Quarzsand")).contains("Quarzsand");
    assertThat(few.look().look(outgoing("Quarzsand"))).isInstanceOf(ProvenBody.class);

    Names more = few.grownTo(MORE, 2).orElseThrow();

    assertThat(more.size()).isEqualTo(3);
    assertThat(replaced(more, "Quarzsand")).doesNotContain("Quarzsand");
    assertThat(more.look().look(outgoing("Quarzsand"))).isInstanceOf(Leak.class);
  }

  @Test
  void the_other_names_keep_their_tokens_and_are_looked_for_still() {
    Names more = few.grownTo(MORE, 2).orElseThrow();
    Names anew = new Names(directory(MORE), TokenKey.of(new byte[32]));
    String text = "Nordwind Energie AG and Käsekuchen GmbH";

    assertThat(replaced(more, text)).isEqualTo(replaced(few, text)).isEqualTo(replaced(anew, text));
    assertThat(more.look().look(outgoing("Nordwind"))).isInstanceOf(Leak.class);
  }

  @Test
  void a_request_that_was_proven_for_fewer_names_is_looked_at_again() {
    Names more = few.grownTo(MORE, 2).orElseThrow();
    assertThat(((ProvenBody) few.look().look(outgoing("x"))).directoryVersion()).isEqualTo(1);
    assertThat(((ProvenBody) more.look().look(outgoing("x"))).directoryVersion()).isEqualTo(2);
  }

  @Test
  void names_do_not_grow_to_fewer() {
    Names more = few.grownTo(MORE, 2).orElseThrow();
    assertThat(more.grownTo(FEW, 3)).isEqualTo(Optional.empty());
  }

  private static Map<String, Entity> clients(String... names) {
    Map<String, Entity> clients = new LinkedHashMap<>();
    for (String name : names) {
      clients.putAll(SourceNames.entity(EntityKind.CLIENT, name));
    }
    return clients;
  }

  private static Directory directory(Map<String, Entity> entities) {
    Directory.Builder builder = Directory.builder();
    entities.values().forEach(builder::add);
    return builder.build();
  }

  private static String replaced(Names names, String text) {
    return names.conversation(TokenStyle.STABLE).text(text).payload();
  }

  private static Outgoing outgoing(String text) {
    byte[] body = ("{\"x\":\"" + text + "\"}").getBytes(StandardCharsets.UTF_8);
    return Outgoing.of("/v1/x", Map.of("content-type", "application/json"), body);
  }
}
