package surety.server.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static surety.server.vault.VaultFixture.HOST;
import static surety.server.vault.VaultFixture.read;
import static surety.server.vault.VaultFixture.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import surety.server.workspace.WorkspaceScope;

@DisplayNameGeneration(ReplaceUnderscores.class)
class CredentialOpenedTest {
  private static final String SECRET = "canary-33e80b-token";

  @TempDir Path folder;

  @Test
  void each_use_leaves_one_event_that_tells_why_and_not_what() throws IOException {
    VaultFixture fixture = VaultFixture.create();
    CredentialVault vault = fixture.vault(VaultFixture.newKeys());
    WorkspaceScope owner = fixture.newWorkspace();
    Path file = folder.resolve("vault.jfr");
    CredentialRef ref;
    try (Recording recording = new Recording()) {
      recording.enable("surety.CredentialOpened");
      recording.start();
      ref = store(vault, owner, SECRET);
      read(vault, owner, ref);
      vault.use(owner, ref, CredentialPurpose.TEST, HOST, secret -> secret.length());
      assertThatThrownBy(
              () -> vault.use(owner, ref, CredentialPurpose.TEST, "x.example", secret -> secret))
          .isInstanceOf(CredentialUnavailable.class);
      vault.describe(owner, ref);
      fixture.rewrap(VaultFixture.newKeys()).rewrapAll(_ -> {});
      recording.stop();
      recording.dump(file);
    }
    List<RecordedEvent> events = RecordingFile.readAllEvents(file);
    assertThat(events)
        .extracting(event -> event.getString("purpose"))
        .containsExactly("FETCH", "TEST");
    assertThat(events)
        .allSatisfy(
            event -> {
              assertThat(event.getString("credential")).isEqualTo(ref.toString());
              assertThat(event.getString("workspace")).isEqualTo(owner.workspace().toString());
              assertThat(event.getString("host")).isEqualTo(HOST);
              assertThat(event.toString()).doesNotContain(SECRET);
            });
  }
}
