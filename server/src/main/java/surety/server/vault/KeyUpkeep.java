package surety.server.vault;

import java.io.UncheckedIOException;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import surety.envelope.RootKeyId;
import surety.envelope.RootKeyRefused;
import surety.server.platform.Ids;

/// Keeps this server's root keys in step with those of the installation: tells which it has, takes
/// over which one is current, moves what is sealed under another, forgets what was removed.
///
/// Every server does so all the time. Whichever is there finishes what another began.
@Component
class KeyUpkeep implements DisposableBean {
  private static final Logger LOG = LoggerFactory.getLogger(KeyUpkeep.class);
  private static final long PERIOD_MILLIS = 30_000;

  private final UUID server = Ids.next();
  private final Semaphore turn = new Semaphore(1);
  private final RootKeys keys;
  private final RootKeyRegistry registry;
  private final CredentialRewrap credentials;
  private final ObjectProvider<SealedElsewhere> elsewhere;
  private volatile boolean joined;
  private volatile long failedBefore;

  KeyUpkeep(
      RootKeys keys,
      RootKeyRegistry registry,
      CredentialRewrap credentials,
      ObjectProvider<SealedElsewhere> elsewhere) {
    this.keys = keys;
    this.registry = registry;
    this.credentials = credentials;
    this.elsewhere = elsewhere;
  }

  @EventListener(ApplicationReadyEvent.class)
  void started() {
    join();
    regularly();
  }

  /// A server that starts with a key that never was current, or one that it was given in its
  /// environment, was told by its operator to seal under it.
  void join() {
    RootKeyId current = registry.report(server, keys);
    RootKeyId own = keys.get().current().id();
    boolean isNew =
        registry.states().stream().anyMatch(key -> key.id().equals(own) && key.since().isEmpty());
    if (!own.equals(current) && (isNew || !keys.changeable())) {
      registry.makeCurrent(own);
    }
    joined = true;
  }

  @Scheduled(fixedDelay = PERIOD_MILLIS, initialDelay = PERIOD_MILLIS)
  void regularly() {
    if (joined && turn.tryAcquire()) {
      Thread.ofVirtual().name("root keys").start(this::once);
    }
  }

  private void once() {
    try {
      follow();
      if (left() > failedBefore) {
        failedBefore = moveAll(_ -> {}).failed();
      }
      forgetRemoved();
    } catch (DataAccessException | RootKeyRefused | UncheckedIOException e) {
      LOG.warn("the root keys were not looked after; tried again soon: {}", e.getMessage());
    } finally {
      turn.release();
    }
  }

  private long left() {
    return registry.states().stream()
        .filter(key -> !key.current())
        .mapToLong(RootKeyState::sealed)
        .sum();
  }

  /// Tells which keys this server has, and seals under the one that is current.
  ///
  /// @return whether this server seals under the current key
  boolean follow() {
    keys.reread();
    RootKeyId current = registry.report(server, keys);
    if (current.equals(keys.get().current().id())) {
      return true;
    }
    if (!keys.changeable() || keys.get().find(current).isEmpty()) {
      LOG.warn("root key {} is current, but this server seals under another", current);
      return false;
    }
    keys.promote(current);
    registry.report(server, keys);
    return true;
  }

  /// Moves all that is under another key than the current one; nothing if this server seals under
  /// another.
  RewrapProgress moveAll(Consumer<RewrapProgress> watcher) {
    if (!follow()) {
      return RewrapProgress.NONE;
    }
    int others = elsewhere.stream().mapToInt(SealedElsewhere::rewrap).sum();
    return credentials
        .rewrapAll(progress -> watcher.accept(progress.plus(others, 0)))
        .plus(others, 0);
  }

  /// Forgets what an operator had removed.
  void forgetRemoved() {
    registry.states().stream()
        .filter(key -> key.removed().isPresent() && key.sealed() == 0)
        .map(RootKeyState::id)
        .filter(id -> keys.get().find(id).isPresent() && !keys.get().current().id().equals(id))
        .forEach(keys::forget);
  }

  /// This server's keys are no longer there for others to wait for.
  @Override
  public void destroy() {
    try {
      registry.leave(server);
    } catch (DataAccessException e) {
      LOG.debug("the database was gone before this server could say that it ends", e);
    }
  }
}
