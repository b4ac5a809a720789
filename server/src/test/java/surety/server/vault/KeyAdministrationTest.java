package surety.server.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static surety.server.vault.VaultFixture.read;
import static surety.server.vault.VaultFixture.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import surety.envelope.KeyRing;
import surety.envelope.RootKey;
import surety.envelope.RootKeyId;
import surety.server.workspace.WorkspaceScope;

@DisplayNameGeneration(ReplaceUnderscores.class)
class KeyAdministrationTest {
  @TempDir Path data;

  private final VaultFixture fixture = VaultFixture.create();
  private final WorkspaceScope one = fixture.newWorkspace();
  private final WorkspaceScope two = fixture.newWorkspace();
  private KeyNode node;
  private RootKeyId former;

  @BeforeEach
  void start() {
    node = KeyNode.on(fixture, data.resolve("keys/root.key"));
    former = node.keys.get().current().id();
  }

  @Test
  void a_rotation_moves_everything_and_only_then_the_former_key_may_go() {
    List<CredentialRef> refs = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      refs.add(store(node.vault, one, "secret " + i));
    }
    CredentialRef other = store(node.vault, two, "of two");
    var told = new Told();
    KeyRotation done = node.administration.rotate(told);
    assertThat(done.moved()).isEqualTo(31);
    assertThat(done.former()).isEqualTo(former);
    assertThat(told.moved).first().isEqualTo("0 of 31");
    assertThat(told.moved).last().isEqualTo("31 of 31");
    RootKeyId now = node.keys.get().current().id();
    assertThat(node.state(now).sealed()).isEqualTo(31);
    assertThat(node.state(former).removable()).isTrue();
    assertThat(node.file.load().ids()).containsExactly(now, former);
    node.administration.remove(former);
    assertThat(node.file.load().ids()).containsExactly(now);
    assertThat(node.state(former).removed()).isPresent();
    assertThat(read(node.vault, one, refs.get(7))).isEqualTo("secret 7");
    assertThat(read(KeyNode.on(fixture, data.resolve("keys/root.key")).vault, two, other))
        .isEqualTo("of two");
  }

  @Test
  void a_key_that_a_value_needs_is_not_forgotten() {
    CredentialRef ref = store(node.vault, one, "damaged");
    byte[] altered = fixture.sealed(ref);
    altered[30] ^= 1;
    fixture.overwrite(ref, altered);
    assertThat(node.administration.rotate(new Told()).failed()).isEqualTo(1);
    assertThat(node.state(former).removable()).isFalse();
    assertThatThrownBy(() -> node.administration.remove(former))
        .isInstanceOf(KeysRefused.class)
        .hasMessageContaining("Values are still sealed under root key " + former);
    assertThatThrownBy(() -> node.administration.remove(node.keys.get().current().id()))
        .hasMessageContaining("is the current one");
    assertThat(node.file.load().ids()).contains(former);
  }

  @Test
  void a_key_is_not_forgotten_while_a_transaction_may_still_seal_under_it() throws Exception {
    store(node.vault, one, "first");
    var begun = new CountDownLatch(1);
    var end = new CountDownLatch(1);
    Thread slow =
        Thread.ofVirtual()
            .start(
                () ->
                    fixture
                        .database()
                        .write(
                            one,
                            client -> {
                              new WorkspaceSalts(client).find(one.workspace());
                              begun.countDown();
                              return awaited(end);
                            }));
    begun.await();
    node.administration.rotate(new Told());
    assertThatThrownBy(() -> node.administration.remove(former))
        .isInstanceOf(KeysRefused.class)
        .hasMessageContaining("may still be in use by a transaction");
    end.countDown();
    slow.join();
    node.administration.remove(former);
    assertThat(node.keys.get().ids()).doesNotContain(former);
  }

  @Test
  void a_server_without_the_new_key_stops_the_rotation_before_anything_is_sealed_under_it()
      throws IOException {
    Path path = data.resolve("other/root.key");
    Files.createDirectory(path.getParent(), mode("rwx------"));
    Files.copy(node.file.path(), path);
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
    KeyNode other = KeyNode.on(fixture, path);
    CredentialRef ref = store(other.vault, one, "of the other server");
    assertThatThrownBy(() -> node.administration.rotate(new Told()))
        .isInstanceOf(KeysRefused.class)
        .hasMessageContaining("1 of 2 running servers do not have root key");
    assertThat(node.keys.get().current().id()).isEqualTo(former);
    RootKey drawn = node.file.load().former().getFirst();
    assertThat(node.state(drawn.id()).prepared()).isTrue();

    other.file.replace(other.file.load().openingWith(List.of(drawn)));
    other.upkeep.follow();
    var told = new Told();
    told.at("new values are sealed under it", other.upkeep::follow);
    KeyRotation done = node.administration.rotate(told);
    assertThat(done.next()).contains(drawn.id());
    assertThat(done.moved()).isEqualTo(1);
    assertThat(other.file.load().ids()).containsExactly(drawn.id(), former);
    assertThat(read(other.vault, one, ref)).isEqualTo("of the other server");
    assertThat(read(node.vault, one, store(other.vault, one, "after"))).isEqualTo("after");
    node.administration.remove(former);
    other.upkeep.forgetRemoved();
    assertThat(other.file.load().ids()).containsExactly(drawn.id());
  }

  @Test
  void what_a_server_seals_that_did_not_hear_of_the_rotation_is_moved_later() {
    KeyRing stale = node.keys.get();
    node.administration.rotate(new Told());
    CredentialRef late = store(fixture.vault(stale), one, "late");
    assertThat(node.state(former).removable()).isFalse();
    assertThatThrownBy(() -> node.administration.remove(former)).isInstanceOf(KeysRefused.class);
    KeyRotation rest = node.administration.rotate(new Told());
    assertThat(rest.continued()).isTrue();
    assertThat(rest.moved()).isEqualTo(1);
    assertThat(node.state(former).removable()).isTrue();
    assertThat(read(node.vault, one, late)).isEqualTo("late");
  }

  @Test
  void a_rotation_that_was_stopped_goes_on_with_the_key_that_it_drew() {
    RootKeyId drawn = node.keys.prepare();
    fixture.registry().announce(drawn);
    KeyNode restarted = KeyNode.on(fixture, data.resolve("keys/root.key"));
    assertThat(restarted.administration.rehearse().next()).contains(drawn);
    node.upkeep.destroy();
    assertThat(restarted.administration.rotate(new Told()).next()).contains(drawn);
  }

  @Test
  void a_server_that_was_killed_between_its_file_and_the_table_seals_under_the_new_key() {
    store(node.vault, one, "before");
    RootKeyId drawn = node.keys.prepare();
    fixture.registry().announce(drawn);
    node.keys.promote(drawn);
    node.upkeep.destroy();
    KeyNode restarted = KeyNode.on(fixture, data.resolve("keys/root.key"));
    assertThat(restarted.upkeep.moveAll(_ -> {}).failed()).isZero();
    assertThat(restarted.keys.get().current().id()).isEqualTo(drawn);
    assertThat(restarted.state(former).sealed()).isZero();
  }

  @Test
  void a_rehearsal_changes_nothing() throws IOException {
    store(node.vault, one, "secret");
    String before = Files.readString(node.file.path());
    KeyRotation rehearsed = node.administration.rehearse();
    assertThat(rehearsed.moved()).isEqualTo(1);
    assertThat(rehearsed.next()).isEmpty();
    assertThat(Files.readString(node.file.path())).isEqualTo(before);
    assertThat(node.administration.report().keys()).hasSize(1);
  }

  @Test
  void every_secret_has_an_age_and_those_that_do_not_replace_themselves_a_day_when_they_are_due() {
    CredentialRef ref = store(node.vault, one, "secret");
    Clock later = Clock.offset(Clock.systemUTC(), Duration.ofDays(400));
    KeyReport report = KeyNode.on(fixture, node.file.path(), later).administration.report();
    assertThat(report.place().grade()).isEqualTo("B");
    assertThat(report.secrets())
        .filteredOn(secret -> secret.what().equals("api-token"))
        .singleElement()
        .satisfies(
            secret -> {
              assertThat(secret.id()).isEqualTo(ref.toString());
              assertThat(secret.workspace()).contains(one.workspace().value());
              assertThat(secret.days(report.at())).isEqualTo(400);
              assertThat(secret.overdue(report.at())).isTrue();
            });
    assertThat(report.secrets()).anyMatch(secret -> secret.what().equals("root-key"));
    fixture.alter(ref, "rotated_at = now() + :value * interval '1 day'", 399);
    KeyReport rotated = KeyNode.on(fixture, node.file.path(), later).administration.report();
    assertThat(rotated.secrets())
        .noneMatch(it -> it.what().equals("api-token") && it.overdue(rotated.at()));
  }

  @Test
  void nobody_asks_or_changes_it_without_the_servers_own_scope() {
    JdbcClient runtime = fixture.runtime();
    for (String attack :
        List.of(
            "SELECT * FROM vault.root_key",
            "SELECT * FROM vault.root_key_holder",
            "SELECT * FROM vault.root_key_status()",
            "SELECT * FROM vault.credential_ages(10)",
            "SELECT * FROM vault.workspaces_to_rewrap('" + former + "')",
            "SELECT vault.remove_root_key('" + former + "')",
            "SELECT vault.announce_root_key('0123456789abcdef')::text",
            "SELECT vault.make_root_key_current('0123456789abcdef')::text",
            "SELECT vault.leave_root_keys('" + one.workspace() + "')::text",
            "SELECT vault.report_root_keys('"
                + one.workspace()
                + "', ARRAY['0123456789abcdef'], ARRAY['file'])")) {
      assertThatThrownBy(() -> runtime.sql(attack).query().listOfRows())
          .as(attack)
          .rootCause()
          .hasFieldOrPropertyWithValue("SQLState", "42501");
    }
  }

  private static boolean awaited(CountDownLatch latch) {
    try {
      latch.await();
      return true;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static FileAttribute<?> mode(String permissions) {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
  }

  /// What a rotation said, and what happens elsewhere when it says it.
  private static final class Told implements KeyAdministration.Watcher {
    private final List<String> moved = new ArrayList<>();
    private String moment = "";
    private Runnable meanwhile = () -> {};

    void at(String step, Runnable work) {
      moment = step;
      meanwhile = work;
    }

    @Override
    public void step(String what) {
      if (what.equals(moment)) {
        meanwhile.run();
      }
    }

    @Override
    public void moved(long now, long all) {
      moved.add(now + " of " + all);
    }
  }
}
