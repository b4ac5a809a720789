package surety.server.posture.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class StoredEnvelopesTest {

  private static final long STORED = 1_200;

  private final List<Integer> read = new ArrayList<>();
  private final StoredEnvelopes envelopes = new StoredEnvelopes(this::after);

  @Test
  void who_asks_for_all_in_order_causes_few_reads() {
    for (long seq = 1; seq <= STORED; seq++) {
      assertThat(text(envelopes.of(seq))).isEqualTo("entry " + seq);
    }
    assertThat(read).hasSizeLessThan(6);
  }

  @Test
  void who_asks_for_one_causes_one_to_be_read() {
    assertThat(text(envelopes.of(700))).isEqualTo("entry 700");
    assertThat(text(envelopes.of(3))).isEqualTo("entry 3");
    assertThat(text(envelopes.of(1_200))).isEqualTo("entry 1200");
    assertThat(read).containsExactly(1, 1, 1);
  }

  @Test
  void what_is_no_longer_stored_is_an_error() {
    assertThatThrownBy(() -> envelopes.of(STORED + 1))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("1201");
  }

  private List<byte[]> after(long seq, int most) {
    List<byte[]> found =
        LongStream.rangeClosed(seq + 1, Math.min(STORED, seq + most))
            .mapToObj(number -> ("entry " + number).getBytes(StandardCharsets.UTF_8))
            .toList();
    read.add(found.size());
    return found;
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
