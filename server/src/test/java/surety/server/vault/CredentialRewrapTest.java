package surety.server.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static surety.server.vault.VaultFixture.read;
import static surety.server.vault.VaultFixture.store;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import surety.envelope.KeyRing;
import surety.envelope.RootKey;
import surety.envelope.RootKeyId;
import surety.server.workspace.WorkspaceScope;

@DisplayNameGeneration(ReplaceUnderscores.class)
class CredentialRewrapTest {
  private final VaultFixture fixture = VaultFixture.create();
  private final KeyRing before = VaultFixture.newKeys();
  private final KeyRing after = before.rotatedTo(RootKey.generate(VaultFixture.RANDOM));
  private final KeyRing afterwards = after.without(before.current().id());

  private final WorkspaceScope one = fixture.newWorkspace();
  private final WorkspaceScope two = fixture.newWorkspace();

  @Test
  void every_credential_of_every_workspace_moves_to_the_current_key() {
    List<CredentialRef> ofOne = storeMany(one, 250);
    List<CredentialRef> ofTwo = storeMany(two, 3);
    RewrapProgress progress = fixture.rewrap(after).rewrapAll(_ -> {});
    assertThat(progress).isEqualTo(new RewrapProgress(0, 253, 0));
    CredentialVault vault = fixture.vault(afterwards);
    assertThat(ofOne).allSatisfy(ref -> assertThat(read(vault, one, ref)).isEqualTo("of " + one));
    assertThat(ofTwo).allSatisfy(ref -> assertThat(read(vault, two, ref)).isEqualTo("of " + two));
  }

  @Test
  void the_ciphertext_stays_as_it_is() {
    CredentialRef ref = storeMany(one, 1).getFirst();
    byte[] former = fixture.sealed(ref);
    fixture.rewrap(after).rewrapAll(_ -> {});
    byte[] sealed = fixture.sealed(ref);
    assertThat(Arrays.copyOfRange(sealed, 69, sealed.length))
        .isEqualTo(Arrays.copyOfRange(former, 69, former.length));
    assertThat(Arrays.copyOf(sealed, 69)).isNotEqualTo(Arrays.copyOf(former, 69));
  }

  @Test
  void both_old_and_moved_credentials_open_while_the_move_goes_on() {
    CredentialRef old = storeMany(one, 1).getFirst();
    CredentialVault vault = fixture.vault(after);
    CredentialRef fresh = store(vault, one, "fresh");
    assertThat(read(vault, one, old)).isEqualTo("of " + one);
    fixture.rewrap(after).rewrapAll(_ -> {});
    assertThat(read(vault, one, old)).isEqualTo("of " + one);
    assertThat(read(vault, one, fresh)).isEqualTo("fresh");
  }

  @Test
  void a_run_that_ended_half_way_is_continued_by_the_next() {
    storeMany(one, 120);
    storeMany(two, 5);
    List<CredentialRef> last = storeMany(one, 1);
    breakUpdatesOf(last.getFirst());
    assertThatThrownBy(() -> fixture.rewrap(after).rewrapAll(_ -> {}))
        .hasMessageContaining("outage");
    assertThat(fixture.registry().workspacesToRewrap(after.current().id())).hasSize(2);
    fixture.superuser().sql("DROP TRIGGER outage ON vault.credential").update();
    RewrapProgress rest = fixture.rewrap(after).rewrapAll(_ -> {});
    assertThat(rest.rewrapped()).isEqualTo(26);
    assertThat(fixture.registry().workspacesToRewrap(after.current().id())).isEmpty();
  }

  @Test
  void a_process_that_is_killed_half_way_leaves_whole_transactions_and_another_finishes(
      @TempDir Path data) throws Exception {
    KeyNode node = KeyNode.on(fixture, data.resolve("keys/root.key"));
    List<CredentialRef> refs = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      refs.add(store(node.vault, i % 3 == 0 ? two : one, "secret " + i));
    }
    RootKeyId next = node.keys.prepare();
    node.keys.promote(next);
    RewrapProcess process = RewrapProcess.start(fixture.postgres(), node.file.path());
    process.awaitFirstBatch();
    process.kill();
    long left = count("key_id <> '" + next + "'");
    assertThat(left).isBetween(1L, 900L);
    for (int i = 0; i < refs.size(); i++) {
      assertThat(read(node.vault, i % 3 == 0 ? two : one, refs.get(i))).isEqualTo("secret " + i);
    }
    assertThat(fixture.rewrap(node.keys).rewrapAll(_ -> {}))
        .isEqualTo(new RewrapProgress(0, left, 0));
    CredentialVault alone = fixture.vault(new KeyRing(node.keys.get().current()));
    for (int i = 0; i < refs.size(); i++) {
      assertThat(read(alone, i % 3 == 0 ? two : one, refs.get(i))).isEqualTo("secret " + i);
    }
  }

  @Test
  void two_servers_share_the_work_and_move_each_credential_once() throws Exception {
    storeMany(one, 400);
    storeMany(two, 150);
    var first = CompletableFuture.supplyAsync(() -> fixture.rewrap(after).rewrapAll(_ -> {}));
    RewrapProgress second = fixture.rewrap(after).rewrapAll(_ -> {});
    assertThat(first.get().rewrapped() + second.rewrapped()).isEqualTo(550);
    assertThat(count("key_id = '" + after.current().id() + "'")).isEqualTo(550);
  }

  private long count(String condition) {
    return fixture
        .superuser()
        .sql("SELECT count(*) FROM vault.credential WHERE " + condition)
        .query(Long.class)
        .single();
  }

  @Test
  void a_second_run_finds_nothing_to_do() {
    storeMany(one, 2);
    fixture.rewrap(after).rewrapAll(_ -> {});
    assertThat(fixture.rewrap(after).rewrapAll(_ -> {})).isEqualTo(RewrapProgress.NONE);
  }

  @Test
  void what_does_not_open_is_counted_and_left_as_it_is() {
    List<CredentialRef> refs = storeMany(one, 3);
    byte[] altered = fixture.sealed(refs.get(1));
    altered[30] ^= 1;
    fixture.overwrite(refs.get(1), altered);
    RewrapProgress progress = fixture.rewrap(after).rewrapAll(_ -> {});
    assertThat(progress).isEqualTo(new RewrapProgress(0, 2, 1));
    assertThat(fixture.sealed(refs.get(1))).isEqualTo(altered);
  }

  @Test
  void a_workspace_whose_key_was_destroyed_does_not_stop_the_others() {
    storeMany(one, 2);
    CredentialRef ref = storeMany(two, 1).getFirst();
    fixture.removeSalt(one.workspace().value());
    assertThat(fixture.rewrap(after).rewrapAll(_ -> {})).isEqualTo(new RewrapProgress(0, 1, 2));
    assertThat(read(fixture.vault(afterwards), two, ref)).isEqualTo("of " + two);
  }

  private List<CredentialRef> storeMany(WorkspaceScope scope, int count) {
    CredentialVault vault = fixture.vault(before);
    List<CredentialRef> refs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      refs.add(store(vault, scope, "of " + scope));
    }
    return refs;
  }

  /// Makes the batch that holds this row fail, as a lost database would.
  private void breakUpdatesOf(CredentialRef ref) {
    fixture
        .superuser()
        .sql(
            """
            CREATE FUNCTION vault.outage() RETURNS trigger LANGUAGE plpgsql
            AS $$ BEGIN RAISE EXCEPTION 'outage'; END $$
            """)
        .update();
    fixture
        .superuser()
        .sql(
            """
            CREATE TRIGGER outage BEFORE UPDATE ON vault.credential FOR EACH ROW
              WHEN (OLD.id = '%s') EXECUTE FUNCTION vault.outage()
            """
                .formatted(ref))
        .update();
  }
}
