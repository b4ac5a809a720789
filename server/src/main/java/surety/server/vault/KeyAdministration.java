package surety.server.vault;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import surety.envelope.RootKeyId;
import surety.envelope.RootKeyRefused;

/// What an operator does with the root keys of a running installation: look at them, rotate, forget
/// a former one. No method returns a key.
///
/// Each act is an entry in the log of the server, and the table of root keys keeps when a key came,
/// became current and went. What is moved is an entry in the trail of its workspace.
@Component
public class KeyAdministration {
  private static final Logger LOG = LoggerFactory.getLogger(KeyAdministration.class);
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final RootKeys keys;
  private final RootKeyRegistry registry;
  private final KeyUpkeep upkeep;
  private final SecretAges ages;
  private final ObjectProvider<SealedElsewhere> elsewhere;
  private final Clock clock;
  private final ReentrantLock oneAtATime = new ReentrantLock();

  KeyAdministration(
      RootKeys keys,
      RootKeyRegistry registry,
      KeyUpkeep upkeep,
      SecretAges ages,
      ObjectProvider<SealedElsewhere> elsewhere,
      Clock clock) {
    this.keys = keys;
    this.registry = registry;
    this.upkeep = upkeep;
    this.ages = ages;
    this.elsewhere = elsewhere;
    this.clock = clock;
  }

  /// Is told how a rotation goes on.
  public interface Watcher {
    /// A step is done.
    void step(String what);

    /// Values are on the way.
    ///
    /// @param moved so far
    /// @param all that have to move
    void moved(long moved, long all);
  }

  /// The root keys and the ages of all secrets, as of now.
  public KeyReport report() {
    List<RootKeyState> states = registry.states();
    return new KeyReport(
        clock.instant(), keys.origin(), keys.place(), keys.changeable(), states, secrets(states));
  }

  /// What [#rotate] would do.
  ///
  /// @throws KeysRefused as there
  public KeyRotation rehearse() {
    KeyReport now = report();
    requireChangeable();
    long toMove = now.toMove();
    long under = now.keys().stream().mapToLong(RootKeyState::sealed).sum();
    return new KeyRotation(
        keys.get().current().id(),
        prepared(now.keys()).map(RootKeyState::id),
        toMove > 0 ? toMove : under,
        0,
        servers(now.keys()),
        toMove > 0);
  }

  /// Draws a new root key, has every server seal under it, and moves all that is sealed to it,
  /// while the servers serve. A rotation that was interrupted is finished first, and then it is the
  /// only thing that is done.
  ///
  /// @throws KeysRefused if the key cannot be changed by the server, if another rotation runs here,
  ///     or if another server does not have the new key yet
  public KeyRotation rotate(Watcher watcher) {
    if (!oneAtATime.tryLock()) {
      throw new KeysRefused("A rotation is running on this server already.");
    }
    try {
      requireChangeable();
      upkeep.follow();
      Optional<KeyRotation> begun = finish(watcher);
      return begun.isPresent() ? begun.get() : rotateToNew(watcher);
    } catch (RootKeyRefused e) {
      throw new KeysRefused(e.explanation() + ". No value was moved; run the command again.");
    } finally {
      oneAtATime.unlock();
    }
  }

  /// Has the servers forget a former key.
  ///
  /// @throws KeysRefused unless nothing is sealed under it and no server seals under it
  public void remove(RootKeyId id) {
    String reason =
        switch (registry.remove(id)) {
          case REMOVED -> "";
          case CURRENT -> "Root key %s is the current one. Rotate first: ./surety keys rotate";
          case SEALING -> "A running server still seals under root key %s. Try again in a minute.";
          case USED -> "Values are still sealed under root key %s. Run ./surety keys rotate first.";
          case BUSY -> "Root key %s may still be in use by a transaction. Try again in a moment.";
          case UNKNOWN -> "There is no root key %s. ./surety keys status lists them.";
        };
    if (!reason.isEmpty()) {
      throw new KeysRefused(reason.formatted(id));
    }
    LOG.warn("root key {} was removed by the operator", id);
    upkeep.forgetRemoved();
  }

  private Optional<KeyRotation> finish(Watcher watcher) {
    KeyReport now = report();
    if (now.toMove() == 0) {
      return Optional.empty();
    }
    watcher.step("continuing: " + now.toMove() + " values are still under former keys");
    RewrapProgress progress = move(watcher, now.toMove());
    return progress.rewrapped() == 0
        ? Optional.empty()
        : Optional.of(rotation(keys.get().current().id(), progress, true));
  }

  private KeyRotation rotateToNew(Watcher watcher) {
    RootKeyId former = keys.get().current().id();
    RootKeyId next = prepared(registry.states()).map(RootKeyState::id).orElseGet(this::draw);
    watcher.step("root key " + next + " is in the " + keys.origin());
    upkeep.follow();
    requireEverywhere(next);
    keys.promote(next);
    registry.makeCurrent(next);
    upkeep.follow();
    LOG.warn("root key {} was made current by the operator, after {}", next, former);
    watcher.step("new values are sealed under it");
    awaitOthers(next, watcher);
    return rotation(former, move(watcher, report().toMove()), false);
  }

  private RootKeyId draw() {
    RootKeyId drawn = keys.prepare();
    registry.announce(drawn);
    return drawn;
  }

  private RewrapProgress move(Watcher watcher, long all) {
    watcher.moved(0, all);
    RewrapProgress progress =
        upkeep.moveAll(now -> watcher.moved(Math.min(now.rewrapped(), all), all));
    watcher.moved(progress.rewrapped(), Math.max(all, progress.rewrapped()));
    return progress;
  }

  private KeyRotation rotation(RootKeyId former, RewrapProgress progress, boolean continued) {
    return new KeyRotation(
        former,
        Optional.of(keys.get().current().id()),
        progress.rewrapped(),
        progress.failed(),
        servers(registry.states()),
        continued);
  }

  // A server that seals under a key that another does not have makes values that the other cannot
  // open.
  private void requireEverywhere(RootKeyId next) {
    RootKeyState state = state(next);
    if (state.holding() < state.servers()) {
      throw new KeysRefused(
          ("%d of %d running servers do not have root key %s yet. Bring its line of the %s to"
                  + " theirs, as the last one, and run this again half a minute later.")
              .formatted(state.servers() - state.holding(), state.servers(), next, keys.origin()));
    }
  }

  private void awaitOthers(RootKeyId next, Watcher watcher) {
    Instant end = Instant.now().plus(PATIENCE);
    RootKeyState now = state(next);
    while (now.sealing() < now.servers() && Instant.now().isBefore(end)) {
      watcher.step(now.sealing() + " of " + now.servers() + " servers seal under it");
      LockSupport.parkNanos(Duration.ofSeconds(5).toNanos());
      now = state(next);
    }
  }

  private void requireChangeable() {
    if (!keys.changeable()) {
      throw new KeysRefused(
          "The root key comes from the "
              + keys.origin()
              + ", which the server cannot change. Start it with a new key there and the present"
              + " one in "
              + RootKeySettings.FORMER_KEY
              + "; it then moves everything by itself.");
    }
  }

  private RootKeyState state(RootKeyId id) {
    return registry.states().stream()
        .filter(key -> key.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("root key " + id + " is not registered"));
  }

  // A key that was drawn and did not become current: the rotation was stopped in between.
  private Optional<RootKeyState> prepared(List<RootKeyState> states) {
    return states.stream()
        .filter(key -> key.prepared() && keys.get().find(key.id()).isPresent())
        .findFirst();
  }

  private static long servers(List<RootKeyState> states) {
    return states.stream().mapToLong(RootKeyState::servers).max().orElse(0);
  }

  private List<KeyReport.Secret> secrets(List<RootKeyState> states) {
    List<KeyReport.Secret> secrets = new ArrayList<>();
    states.stream()
        .filter(key -> key.removed().isEmpty())
        .flatMap(this::rootKey)
        .forEach(secrets::add);
    elsewhere.stream()
        .flatMap(values -> values.made().stream().map(made -> ofServer(values.what(), made)))
        .forEach(secrets::add);
    registry.ages(KeyReport.MOST_SECRETS).stream().map(this::credential).forEach(secrets::add);
    secrets.sort(Comparator.comparing(KeyReport.Secret::since));
    return secrets;
  }

  private Stream<KeyReport.Secret> rootKey(RootKeyState key) {
    return key.firstSeen().stream()
        .map(
            since ->
                new KeyReport.Secret(
                    "root-key",
                    Optional.empty(),
                    key.id().hex(),
                    since,
                    key.current() ? Optional.of(ages.rootKeyDue(since)) : Optional.empty()));
  }

  private static KeyReport.Secret ofServer(String what, Instant made) {
    return new KeyReport.Secret(what, Optional.empty(), "", made, Optional.empty());
  }

  private KeyReport.Secret credential(RootKeyRegistry.Age age) {
    return new KeyReport.Secret(
        age.kind().stored(),
        Optional.of(age.workspace().value()),
        age.ref().toString(),
        age.since(),
        ages.due(age.kind(), age.since()));
  }
}
