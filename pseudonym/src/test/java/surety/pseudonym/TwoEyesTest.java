package surety.pseudonym;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What replaces and what looks again share nothing but the directory. They have to agree on every
/// form in every disguise: what the one replaces the other would stop, what the one leaves the
/// other
/// lets pass.
@DisplayNameGeneration(ReplaceUnderscores.class)
class TwoEyesTest {
  private static final int CASES = 10_000;
  private static final int PER_CONVERSATION = 20;
  private static final Firm FIRM = new Firm(11, 900);
  private static final Directory DIRECTORY = FIRM.directory().build();
  private static final SecondLook LOOK = SecondLook.of(DIRECTORY);

  private static String text(long seed) {
    Random random = new Random(seed);
    Disguises disguises = new Disguises(random);
    Entity entity = FIRM.entities().get(random.nextInt(FIRM.entities().size()));
    return disguises.place(disguises.encode(disguises.form(entity)));
  }

  private static String chat(String text) {
    return "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":"
        + Streams.quoted(text)
        + "}]}";
  }

  private static Look look(String body) {
    return LOOK.look(
        Outgoing.of(
            "/v1/chat/completions",
            Map.of("content-type", "application/json"),
            body.getBytes(StandardCharsets.UTF_8)));
  }

  @ParameterizedTest
  @EnumSource(TokenStyle.class)
  void what_was_replaced_passes(TokenStyle style) {
    Conversation conversation = Conversation.begin(DIRECTORY, style);
    for (long seed = 1; seed <= CASES; seed++) {
      if (seed % PER_CONVERSATION == 0) {
        conversation = Conversation.begin(DIRECTORY, style);
      }
      String replaced = conversation.chat(chat(text(seed))).payload();
      assertThat(look(replaced)).as("seed %s: %s", seed, replaced).isInstanceOf(ProvenBody.class);
    }
  }

  @Test
  void what_was_not_replaced_is_stopped() {
    for (long seed = 1; seed <= CASES; seed++) {
      String text = text(seed);
      assertThat(look(chat(text))).as("seed %s: %s", seed, text).isInstanceOf(Leak.class);
    }
  }
}
