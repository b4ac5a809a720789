package surety.server.posture.probes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import surety.server.platform.LogSink;
import surety.server.platform.LogUpkeep;
import surety.server.posture.probe.Attempt;
import surety.server.posture.probe.Probe;
import surety.server.posture.probe.ProbeRun;

/// Plants files of the past among those of each log, has the hourly upkeep run, and looks which are
/// left, how old the oldest is, and who may read them.
@Component
class LogAgeProbe implements Probe {

  private static final Logger LOG = LoggerFactory.getLogger(LogAgeProbe.class);

  // Whoever reads the log must see at once that nothing is wrong.
  private static final String CONTROL =
      "no fault: the check log-age wrote this line to see where the log is: ";
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration MOST = Duration.ofDays(31);

  private final LogUpkeep upkeep;
  private final CanaryRows rows;

  LogAgeProbe(LogUpkeep upkeep, CanaryRows rows) {
    this.upkeep = upkeep;
    this.rows = rows;
  }

  @Override
  public String id() {
    return "log-age";
  }

  @Override
  public String attack() {
    return "It puts a file of a day too many and one of a day too few among those of each log, has"
        + " the hourly upkeep run, and looks which of them is there, how old the oldest file is,"
        + " and whether anybody else may read one.";
  }

  // Whichever runs first waits until the people of both workspaces have signed in.
  @Override
  public Duration budget() {
    return Duration.ofSeconds(45);
  }

  @Override
  public void run(ProbeRun run) throws IOException {
    List<String> cases = new ArrayList<>();
    for (LogSink sink : upkeep.sinks()) {
      cases.addAll(List.of(past(sink), within(sink), oldest(sink), readers(sink)));
    }
    run.population("every log that a part of the server writes in files", cases);
    Mark.plant(run, rows);
    LogFiles log = LogFiles.reading(upkeep.sinks());
    LOG.warn("{}line{}", CONTROL, run.nonce());
    run.control("the log is written where it is looked for", log.holds("line" + run.nonce()));
    run.measured("days that files are kept", upkeep.kept().toDays(), "days");
    for (LogSink sink : upkeep.sinks()) {
      attack(run, sink);
    }
  }

  private static String past(LogSink sink) {
    return "the log of " + sink.writer() + ": a file past its days";
  }

  private static String within(LogSink sink) {
    return "the log of " + sink.writer() + ": a file within its days";
  }

  private static String oldest(LogSink sink) {
    return "the log of " + sink.writer() + ": the oldest file";
  }

  private static String readers(LogSink sink) {
    return "the log of " + sink.writer() + ": files that others may read";
  }

  private void attack(ProbeRun run, LogSink sink) throws IOException {
    Path old = sink.former("rehearsal-past");
    Path recent = sink.former("rehearsal-within");
    try {
      plant(old, upkeep.kept().plus(DAY));
      plant(recent, upkeep.kept().minus(DAY));
      run.control("files on both sides are there", Files.exists(old) && Files.exists(recent));
      upkeep.sweep();
      boolean removed = !Files.exists(old);
      boolean kept = Files.exists(recent);
      run.attack(past(sink), Attempt.of(removed, removed ? "removed" : "kept"));
      run.attack(within(sink), Attempt.of(kept, kept ? "kept" : "removed too early"));
      whatIsThere(run, sink);
    } finally {
      Files.deleteIfExists(old);
      Files.deleteIfExists(recent);
    }
  }

  private static void whatIsThere(ProbeRun run, LogSink sink) throws IOException {
    List<Path> files = new ArrayList<>(sink.former());
    files.add(sink.current());
    for (Path file : files) {
      Instant last = Files.getLastModifiedTime(file).toInstant();
      Duration age = Duration.between(last, Instant.now());
      run.attack(
          oldest(sink),
          Attempt.of(age.compareTo(MOST) <= 0, "a file of " + age.toDays() + " days"));
      String mode =
          PosixFilePermissions.toString(
              Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS));
      run.attack(readers(sink), Attempt.of(mode.endsWith("------"), "a file of mode " + mode));
    }
  }

  private static void plant(Path file, Duration age) throws IOException {
    Files.deleteIfExists(file);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(age)));
  }
}
