package surety.server.connect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import surety.evidence.Dsse;
import surety.evidence.JsonObject;
import surety.evidence.Statement;
import surety.sandbox.Fault;
import surety.sandbox.Vendor;
import surety.server.identity.TestBrowser.Answer;
import surety.server.posture.record.EvidenceLedger;

/// Receipts of disconnects, as an owner downloads them and a stranger checks them.
@DisplayNameGeneration(ReplaceUnderscores.class)
class ReceiptTest extends ConsentedWorkspace {

  @Test
  void a_disconnect_leaves_a_signed_receipt_of_what_was_ended_and_what_was_deleted() {
    String page = consented();
    owner.get(page);
    owner.post(page + "/remove");
    String envelope = receipt();
    JsonObject said = statement(envelope);
    assertThat(said.text("workspace")).isEqualTo(workspace().toString());
    assertThat(said.object("connection").text("id")).isEqualTo(id(page).toString());
    assertThat(said.object("connection").text("connector")).isEqualTo("xero");
    assertThat(said.object("revocation").text("result")).isEqualTo("done");
    assertThat(said.object("revocation").text("host")).isEqualTo("127.0.0.1:" + SANDBOX.port());
    assertThat(said.objects("purged"))
        .extracting(it -> it.text("what"))
        .containsExactly("refresh token", "credential");
    assertThat(said.objects("purged"))
        .extracting(it -> it.instant("at"))
        .allSatisfy(at -> assertThat(at).isAfterOrEqualTo(said.object("revocation").instant("at")));

    String failing = consented();
    SANDBOX.inject(Fault.status(503).at(Vendor.XERO).on("/connect/revocation"));
    owner.get(failing);
    owner.post(failing + "/remove");
    assertThat(statement(receipt()).object("revocation").text("result")).isEqualTo("failed");
    assertThat(owner.get(base + "/connections").body()).contains("<td>Xero</td>");

    String other = connected();
    owner.get(other);
    owner.post(other + "/remove");
    JsonObject without = statement(receipt());
    assertThat(without.object("revocation").text("result")).isEqualTo("no-consent");
    assertThat(without.objects("purged")).hasSize(1);
  }

  @Test
  void a_receipt_of_which_a_byte_was_altered_is_not_the_services() {
    String page = connected();
    owner.get(page);
    owner.post(page + "/remove");
    String envelope = receipt();
    byte[] payload = Dsse.parse(envelope.getBytes(StandardCharsets.UTF_8)).payload();
    Base64.Encoder base64 = Base64.getEncoder();
    for (int i = 0; i < payload.length; i++) {
      byte[] altered = payload.clone();
      altered[i] ^= 1;
      String forged =
          envelope.replace(base64.encodeToString(payload), base64.encodeToString(altered));
      assertThat(isOurs(forged)).as("byte %d", i).isFalse();
    }
    assertThat(isOurs(envelope)).isTrue();
  }

  @Test
  @Tag("shell-tools")
  void the_evidences_own_script_checks_a_receipt(@TempDir Path folder) throws Exception {
    String page = connected();
    owner.get(page);
    owner.post(page + "/remove");
    String envelope = receipt();
    Files.writeString(folder.resolve("receipt.dsse.json"), envelope);
    Files.writeString(
        folder.resolve("key.pem"), SERVER.bean(EvidenceLedger.class).firstKey().pem());
    try (InputStream script = Dsse.class.getResourceAsStream("verify.sh")) {
      Files.write(folder.resolve("verify.sh"), Objects.requireNonNull(script).readAllBytes());
    }
    assertThat(verified(folder)).isTrue();
    Files.writeString(
        folder.resolve("receipt.dsse.json"), envelope.replace("\"sig\":\"", "\"sig\":\"AA"));
    assertThat(verified(folder)).isFalse();
  }

  private static boolean verified(Path folder) throws IOException, InterruptedException {
    return new ProcessBuilder("sh", "verify.sh", "receipt.dsse.json", "key.pem")
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("output").toFile())
            .start()
            .waitFor()
        == 0;
  }

  /// The newest one, as it is downloaded.
  private String receipt() {
    Matcher link =
        Pattern.compile("href=\"([^\"]*/connections/receipts/[^\"]*)\"")
            .matcher(owner.get(base + "/connections").body());
    assertThat(link.find()).isTrue();
    Answer file = owner.get(link.group(1));
    assertThat(file.header("content-disposition")).contains(".dsse.json");
    return file.body();
  }

  private static JsonObject statement(String envelope) {
    assertThat(isOurs(envelope)).isTrue();
    Dsse dsse = Dsse.parse(envelope.getBytes(StandardCharsets.UTF_8));
    Statement statement = Statement.parse(dsse.payload());
    assertThat(statement.name()).isEqualTo("disconnect-receipt");
    return statement.predicate();
  }

  private static boolean isOurs(String envelope) {
    return Dsse.parse(envelope.getBytes(StandardCharsets.UTF_8))
        .isSignedBy(SERVER.bean(EvidenceLedger.class).firstKey());
  }
}
