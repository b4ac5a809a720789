package surety.server.operations;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import surety.server.platform.PublicAddress;

/// Says where to go once the server answers, and what it took the process to come so far.
@Component
class ReadyNotice {

  private static final Logger log = LoggerFactory.getLogger(ReadyNotice.class);

  private final PublicAddress address;
  private final ServerDatabase database;

  ReadyNotice(PublicAddress address, ServerDatabase database) {
    this.address = address;
    this.database = database;
  }

  @EventListener
  void ready(ApplicationReadyEvent event) {
    log.info(times(Duration.ofMillis(ManagementFactory.getRuntimeMXBean().getUptime()), database));
    log.info("Surety is ready at {}", address.origin());
  }

  /// The line that tells the times; the demo reads it.
  ///
  /// @param all since the process began
  static String times(Duration all, ServerDatabase database) {
    return String.format(
        Locale.ROOT,
        "ready in %.3f s (PostgreSQL %.3f s, migrations %.3f s, waited for both %.3f s)",
        seconds(all),
        seconds(database.starting()),
        seconds(database.migrating()),
        seconds(database.awaited()));
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }
}
