package surety.server.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Removes files of the log that are too old, of every part of the server that writes one: at the
/// start and once an hour.
@Component
public class LogUpkeep {

  private static final Logger LOG = LoggerFactory.getLogger(LogUpkeep.class);
  private static final long HOUR_MILLIS = 3_600_000;

  private final List<LogSink> sinks;
  private final Duration kept;
  private final Clock clock;
  private volatile LocalDate told = LocalDate.MIN;

  LogUpkeep(List<LogSinks> parts, LogSettings settings, Clock clock) {
    this.sinks = parts.stream().flatMap(part -> part.all().stream()).toList();
    this.kept = Duration.ofDays(settings.days());
    this.clock = clock;
  }

  /// Where logs are written.
  public List<LogSink> sinks() {
    return sinks;
  }

  /// How long a file is kept after its last line.
  public Duration kept() {
    return kept;
  }

  /// Removes what is too old.
  @Scheduled(fixedDelay = HOUR_MILLIS)
  public void sweep() {
    int removed = 0;
    for (LogSink sink : sinks) {
      try {
        removed += sweep(sink);
      } catch (IOException e) {
        LOG.error("old files of the log of {} could not be removed", sink.writer(), e);
      }
    }
    tell(removed);
  }

  private int sweep(LogSink sink) throws IOException {
    int removed = 0;
    for (Path file : sink.former()) {
      try {
        if (isOld(Files.getLastModifiedTime(file).toInstant())) {
          removed += Files.deleteIfExists(file) ? 1 : 0;
        }
      } catch (NoSuchFileException e) {
        // Gone since the folder was read.
      }
    }
    return removed;
  }

  private boolean isOld(Instant lastLine) {
    return lastLine.plus(kept).isBefore(clock.instant());
  }

  // A line each day: the first line of a day is what ends the file of the day before.
  private void tell(int removed) {
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    if (removed > 0 || !today.equals(told)) {
      told = today;
      LOG.info("files of the log are kept for {} days; {} removed", kept.toDays(), removed);
    }
  }
}
