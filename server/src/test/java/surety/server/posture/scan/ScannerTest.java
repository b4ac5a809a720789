package surety.server.posture.scan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ScannerTest {

  private static final String NAME = "Canary-Ærø-918273645";

  private final Scanner text = new Scanner(Needle.ofText(NAME));
  private final Scanner amount = new Scanner(Needle.ofAmount(new BigDecimal("8172635.49")));

  @Test
  void finds_a_text_in_the_middle_of_other_bytes() {
    assertThat(text.bytes("f", utf8("before " + NAME + " after"))).hasSize(1);
  }

  @Test
  void finds_a_text_in_other_encodings() {
    assertThat(text.bytes("f", NAME.getBytes(StandardCharsets.UTF_16LE))).isNotEmpty();
    assertThat(text.bytes("f", utf8(HexFormat.of().formatHex(utf8(NAME))))).isNotEmpty();
    assertThat(text.bytes("f", utf8("Canary-\\u00c6r\\u00f8-918273645"))).isNotEmpty();
  }

  @Test
  void finds_a_text_in_base64_wherever_it_begins() {
    for (String before : List.of("", "a", "ab", "abc")) {
      String encoded = Base64.getEncoder().encodeToString(utf8(before + NAME + "zz"));
      assertThat(text.bytes("f", utf8(encoded))).as(before).isNotEmpty();
    }
  }

  @Test
  void finds_a_text_in_compressed_streams_also_in_the_middle_of_a_file() throws IOException {
    var file = new ByteArrayOutputStream();
    file.write(utf8("some header"));
    try (var gzip = new GZIPOutputStream(file)) {
      gzip.write(utf8(NAME.repeat(50)));
    }
    assertThat(text.bytes("f", file.toByteArray())).isNotEmpty();
    var zlib = new ByteArrayOutputStream();
    try (var deflate = new DeflaterOutputStream(zlib)) {
      deflate.write(utf8("x" + NAME));
    }
    assertThat(text.bytes("f", zlib.toByteArray())).isNotEmpty();
  }

  @Test
  void finds_an_amount_in_cents_grouped_and_as_a_numeric_on_disk() {
    assertThat(amount.bytes("f", utf8("817263549"))).isNotEmpty();
    assertThat(amount.bytes("f", utf8("8,172,635.49"))).isNotEmpty();
    assertThat(amount.bytes("f", utf8("8.172.635,49 €"))).isNotEmpty();
    // 8172635.49 = 817 | 2635 | 4900 in base 10,000
    byte[] onDisk = {0x31, 0x03, 0x4B, 0x0A, 0x24, 0x13};
    assertThat(amount.bytes("f", onDisk)).isNotEmpty();
  }

  @Test
  void finds_nothing_where_nothing_is() {
    assertThat(text.bytes("f", utf8("Canary-918273644 and 8172634.49"))).isEmpty();
    assertThat(amount.bytes("f", utf8("8172634.49"))).isEmpty();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
