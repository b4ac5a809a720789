package surety.server.audit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import surety.server.workspace.ControlDatabase;

/// Prepares the days to come and drops those past the retention. Without a prepared day nothing can
/// be recorded and so nothing be read; a week is prepared at a time.
@Component
class AuditUpkeep {

  private static final Logger LOG = LoggerFactory.getLogger(AuditUpkeep.class);
  private static final long HOUR_MILLIS = 3_600_000;

  private final ControlDatabase database;

  /// Prepares the days before anything else can run.
  AuditUpkeep(ControlDatabase database) {
    this.database = database;
    prepareDays();
  }

  @Scheduled(fixedDelay = HOUR_MILLIS, initialDelay = HOUR_MILLIS)
  void everyHour() {
    try {
      prepareDays();
      dropExpiredDays();
    } catch (DataAccessException e) {
      LOG.error("the audit trail's days could not be maintained; tried again in an hour", e);
    }
  }

  private int prepareDays() {
    return call("SELECT audit.prepare_days()");
  }

  private int dropExpiredDays() {
    return call("SELECT audit.drop_expired_days()");
  }

  private int call(String sql) {
    return database.run(client -> client.sql(sql).query(Integer.class).single());
  }
}
