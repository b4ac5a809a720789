package surety.server.audit;

import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import surety.server.workspace.ControlDatabase;

/// Prepares the days to come and removes what is past its workspace's retention. Without a prepared
/// day nothing can be recorded and so nothing be read; a week is prepared at a time.
@Component
class AuditUpkeep {

  private static final Logger LOG = LoggerFactory.getLogger(AuditUpkeep.class);
  private static final long HOUR_MILLIS = 3_600_000;

  // A removal is a row of short transactions. What is left after so many waits for the next hour.
  private static final int ROUNDS = 1_000;

  private final ControlDatabase database;
  private final Semaphore turn = new Semaphore(1);

  /// Prepares the days before anything else can run.
  AuditUpkeep(ControlDatabase database) {
    this.database = database;
    prepareDays();
  }

  // A removal may take long, and whatever else is due would wait for the thread that calls this.
  @Scheduled(fixedDelay = HOUR_MILLIS, initialDelay = HOUR_MILLIS)
  void everyHour() {
    if (turn.tryAcquire()) {
      Thread.ofVirtual().name("audit upkeep").start(this::once);
    }
  }

  private void once() {
    try {
      maintain();
    } catch (DataAccessException e) {
      LOG.error("the audit trail's days could not be maintained; tried again in an hour", e);
    } finally {
      turn.release();
    }
  }

  /// Prepares the days to come, then removes what is past.
  void maintain() {
    prepareDays();
    removeExpired();
  }

  private int prepareDays() {
    return call("SELECT audit.prepare_days()");
  }

  private void removeExpired() {
    untilNothingIsLeft("SELECT audit.drop_expired_days()");
    untilNothingIsLeft("SELECT audit.clear_expired_entries(5000)");
  }

  private void untilNothingIsLeft(String sql) {
    for (int round = 0; round < ROUNDS && call(sql) > 0; round++) {
      LOG.debug("removed what is past its retention");
    }
  }

  private int call(String sql) {
    return database.run(client -> client.sql(sql).query(Integer.class).single());
  }
}
