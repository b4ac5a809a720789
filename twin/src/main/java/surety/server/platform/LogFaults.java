package surety.server.platform;

import ch.qos.logback.classic.spi.IThrowableProxy;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import surety.twin.Fault;
import surety.twin.FaultSwitch;
import surety.twin.Ground;
import surety.twin.PlantedFault;
import surety.twin.Undo;

/// A log that holds too much, for too long, or for everybody.
final class LogFaults {

  private LogFaults() {}

  /// Tells what a library says of a failure.
  @Fault(
      id = "exceptions-with-messages",
      control = "log-values",
      target = TraceWithoutValues.class,
      method = "told")
  static @Nullable String all(IThrowableProxy thrown) {
    return thrown.getMessage();
  }

  /// Logs a request that came to a problem.
  @Fault(
      id = "refused-requests-in-the-log",
      control = "log-values",
      target = ProblemController.class,
      method = "problem")
  static Object logged(ProblemController self, HttpServletRequest request) {
    request
        .getParameterMap()
        .forEach(
            (name, values) ->
                LoggerFactory.getLogger(ProblemController.class)
                    .warn("refused: {}={}", name, values[0]));
    return Objects.requireNonNull(FaultSwitch.callOriginal(() -> self.problem(request)));
  }

  /// Removes no file.
  @Fault(id = "logs-kept-for-ever", control = "log-age", target = LogUpkeep.class, method = "isOld")
  static boolean never(LogUpkeep self, Instant lastLine) {
    return false;
  }

  /// Removes files of this month.
  @Fault(id = "logs-removed-early", control = "log-age", target = LogUpkeep.class, method = "isOld")
  static boolean soon(LogUpkeep self, Instant lastLine) {
    return lastLine.plusSeconds(3600).isBefore(Instant.now());
  }

  /// Lets everybody read the log.
  @PlantedFault(id = "log-for-all-to-read", control = "log-age")
  static Undo readable(Ground ground) throws IOException {
    Path log = ground.data().resolve("logs").resolve("surety.log");
    Files.setPosixFilePermissions(log, PosixFilePermissions.fromString("rw-r--r--"));
    return () -> Files.setPosixFilePermissions(log, PosixFilePermissions.fromString("rw-------"));
  }
}
