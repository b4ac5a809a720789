package surety.server.ai.names;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import surety.pseudonym.Directory;
import surety.pseudonym.EntityKind;
import surety.pseudonym.Leak;
import surety.pseudonym.Outgoing;
import surety.pseudonym.ProvenBody;
import surety.pseudonym.TokenKey;
import surety.pseudonym.TokenStyle;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class NamesTest {

  private static final TokenKey KEY = TokenKey.random();

  private final Names names = names("Zyxwala Maschinenbau GmbH");

  private static Names names(String... clients) {
    Directory.Builder builder = Directory.builder();
    for (String client : clients) {
      SourceNames.entity(EntityKind.CLIENT, client).values().forEach(builder::add);
    }
    return new Names(builder.build(), KEY);
  }

  private static SourceNames read(EntityKind kind, String name) {
    SourceNames read = new SourceNames(Instant.EPOCH);
    read.add(kind, name);
    return read;
  }

  private static String replaced(Names names, String text) {
    return names.conversation(TokenStyle.STABLE).text(text).payload();
  }

  @Test
  void a_name_that_was_read_after_the_others_is_replaced_and_looked_for_too() {
    String late = "Quorvex Holding AG";
    assertThat(replaced(names, late)).isEqualTo(late);
    Names both = names.knowing(read(EntityKind.CLIENT, late));
    assertThat(replaced(both, late)).matches("Client_[A-Z0-9]+");
    assertThat(replaced(both, "Zyxwala Maschinenbau GmbH"))
        .isEqualTo(replaced(names, "Zyxwala Maschinenbau GmbH"));
    Outgoing raw =
        Outgoing.of(
            "/mcp",
            Map.of("content-type", "application/json"),
            ("{\"text\":\"" + late + "\"}").getBytes(StandardCharsets.UTF_8));
    assertThat(names.look().look(raw)).isInstanceOf(ProvenBody.class);
    assertThat(both.look().look(raw)).isInstanceOf(Leak.class);
  }

  @Test
  void a_late_name_has_the_token_that_it_has_once_all_are_read_again() {
    String late = "Quorvex Holding AG";
    Names both = names.knowing(read(EntityKind.CLIENT, late));
    Names anew = names("Zyxwala Maschinenbau GmbH", late);
    assertThat(replaced(both, late)).isEqualTo(replaced(anew, late));
  }

  @Test
  void names_that_are_known_already_change_nothing() {
    assertThat(names.knowing(read(EntityKind.CLIENT, "ZYXWALA Maschinenbau GmbH ")))
        .isSameAs(names);
  }

  @Test
  void a_token_is_turned_back_into_the_name_that_it_stands_for() {
    Names both = names.knowing(read(EntityKind.PERSON, "Ilvana Brettschneider"));
    String client = replaced(both, "Zyxwala Maschinenbau GmbH");
    String person = replaced(both, "Ilvana Brettschneider");
    assertThat(both.behind(client)).contains("Zyxwala Maschinenbau GmbH");
    assertThat(both.behind(client + "{2}")).contains("Zyxwala Maschinenbau GmbH");
    assertThat(both.behind(person)).contains("Ilvana Brettschneider");
    assertThat(names.behind(person)).isEmpty();
    assertThat(names.behind("Client_ZZZZZ")).isEmpty();
    assertThat(names.behind("Zyxwala Maschinenbau GmbH")).isEmpty();
  }
}
