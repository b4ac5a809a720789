package surety.server.ai.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class CursorTest {

  @Test
  void a_cursor_reads_what_it_wrote() {
    Random random = new Random(1);
    for (int i = 0; i < 1_000; i++) {
      Instant reading = Instant.ofEpochMilli(random.nextLong(4_000_000_000_000L));
      Cursor cursor = Cursor.of(reading, random.nextInt(1_000_000), "q" + random.nextInt());
      assertThat(cursor.text()).matches(Cursor.FORM);
      assertThat(Cursor.parse(cursor.text())).contains(cursor);
    }
  }

  @Test
  void nothing_else_is_a_cursor() {
    assertThat(Cursor.parse("")).isEmpty();
    assertThat(Cursor.parse("a".repeat(32))).isEmpty();
    assertThat(Cursor.parse("b".repeat(31))).isEmpty();
    assertThat(Cursor.parse("b".repeat(16) + "t" + "b".repeat(15))).isEmpty();
  }
}
