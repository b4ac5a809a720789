package surety.server.operations;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import surety.server.platform.StartRefused;

/// The files of one PostgreSQL cluster and the processes that run on them.
final class PostgresCluster {

  static final String SUPERUSER = "surety_superuser";
  private static final int MAJOR_VERSION = 18;
  private static final long LOG_BYTES = 10_000_000;
  private static final String FORMER = "postgres.log.";

  private final Path folder;
  private final Path binaries;
  private final PostgresAccount account;
  private final boolean durable;
  // The day of which the log has lines.
  private volatile LocalDate logged = LocalDate.now(ZoneOffset.UTC);

  PostgresCluster(EmbeddedPostgresSettings settings, Path binaries) {
    this.folder = settings.folder().toAbsolutePath().normalize();
    this.binaries = binaries;
    this.account = PostgresAccount.choose(data(), binaries);
    this.durable = settings.durable();
  }

  Path data() {
    return folder.resolve("cluster");
  }

  Path log() {
    return folder.resolve("postgres.log");
  }

  /// Starts the log anew on another day and once it is too large, and keeps the former one.
  /// PostgreSQL goes on writing at the end of the same file; lines of the same moment may be lost.
  void boundLog() throws IOException {
    LocalDate today = LocalDate.now(ZoneOffset.UTC);
    if (Files.size(log()) > LOG_BYTES) {
      anew("old");
    } else if (!today.equals(logged) && Files.size(log()) > 0) {
      anew(logged.toString());
    }
    logged = today;
  }

  private void anew(String name) throws IOException {
    Files.copy(
        log(),
        formerLog(name),
        StandardCopyOption.REPLACE_EXISTING,
        StandardCopyOption.COPY_ATTRIBUTES);
    Files.write(log(), new byte[0], StandardOpenOption.TRUNCATE_EXISTING);
  }

  Path formerLog(String name) {
    return folder.resolve(FORMER + name);
  }

  List<Path> formerLogs() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.getFileName().toString().startsWith(FORMER)).toList();
    }
  }

  private Path passwordFile() {
    return folder.resolve("superuser.password");
  }

  // Made here because PostgreSQL's start would make it readable by all.
  private void prepareLog() throws IOException {
    if (!Files.exists(log())) {
      Files.createFile(
          log(),
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
    Instant last = Files.getLastModifiedTime(log()).toInstant();
    logged = LocalDate.ofInstant(last, ZoneOffset.UTC);
    boundLog();
  }

  /// The superuser's password, of a cluster that is made first if there is none.
  String superuserPassword() throws IOException, InterruptedException {
    prepareLog();
    if (!Files.exists(data())) {
      initialize(SecretFiles.readOrCreate(passwordFile()));
    }
    String version = Files.readString(data().resolve("PG_VERSION")).strip();
    if (!version.equals(Integer.toString(MAJOR_VERSION))) {
      throw new StartRefused(
          "The cluster in " + data() + " is of PostgreSQL " + version + ", not " + MAJOR_VERSION);
    }
    if (!Files.exists(passwordFile())) {
      throw new StartRefused(
          "The file " + passwordFile() + " is missing: restore it from a backup");
    }
    return Files.readString(passwordFile()).strip();
  }

  // Into a draft folder: a cluster with the final name is complete even if this was interrupted.
  private void initialize(String password) throws IOException, InterruptedException {
    Path draft = folder.resolve("cluster.new");
    Path passwordCopy = folder.resolve("initdb.password");
    PostgresBinaries.deleteTree(draft);
    Files.createDirectory(draft);
    account.give(draft);
    SecretFiles.write(passwordCopy, password);
    account.give(passwordCopy);
    try {
      run(initdb(draft, passwordCopy));
    } finally {
      Files.delete(passwordCopy);
    }
    // Replaces initdb's file: no local socket, no IPv6, no replication, passwords for everyone.
    Files.writeString(draft.resolve("pg_hba.conf"), "host all all 127.0.0.1/32 scram-sha-256\n");
    Files.move(draft, data(), StandardCopyOption.ATOMIC_MOVE);
  }

  private List<String> initdb(Path draft, Path password) {
    List<String> command = new ArrayList<>();
    command.addAll(List.of(program("initdb"), "-D", draft.toString(), "-U", SUPERUSER));
    command.addAll(List.of("--pwfile=" + password, "--auth=scram-sha-256", "--encoding=UTF8"));
    command.addAll(List.of("--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"));
    command.add("--no-instructions");
    if (!durable) {
      command.add("--no-sync");
    }
    return command;
  }

  private void run(List<String> command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(account.command(command))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
            .start();
    if (process.waitFor() != 0) {
      throw new StartRefused("PostgreSQL's files could not be made: " + lastFault());
    }
  }

  // The pipe on standard input is the tie to the server: when the server ends, however it ends, the
  // pipe closes, `read` returns, and PostgreSQL is asked to shut down cleanly.
  private static final String TIED_TO_STANDARD_INPUT =
      """
      exec 3<&0
      "$@" </dev/null 3<&- &
      postgres=$!
      { read -r _ <&3; kill -INT $postgres 2>/dev/null; } &
      watcher=$!
      exec 3<&-
      wait $postgres
      code=$?
      kill $watcher 2>/dev/null
      exit $code
      """;

  /// Starts PostgreSQL. It runs until it is told to stop or the process's standard input is closed.
  Process start(int port) throws IOException {
    List<String> command = new ArrayList<>(List.of("sh", "-c", TIED_TO_STANDARD_INPUT, "surety"));
    command.addAll(List.of(program("postgres"), "-D", data().toString(), "-p", "" + port));
    for (String setting : PostgresTuning.settings(durable)) {
      command.addAll(List.of("-c", setting));
    }
    return new ProcessBuilder(account.command(command))
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
        .start();
  }

  /// A command that opens the files in a folder, a copy of these, for one session without a server:
  /// nobody else can connect. It reads statements from standard input.
  List<String> alone(Path files, String database) {
    List<String> command = new ArrayList<>();
    command.addAll(List.of(program("postgres"), "--single", "-D", files.toString()));
    for (String setting : PostgresTuning.settings(false)) {
      command.addAll(List.of("-c", setting));
    }
    command.add(database);
    return account.command(command);
  }

  /// Makes the account that PostgreSQL runs as the owner of a file or folder.
  void give(Path file) throws IOException {
    account.give(file);
  }

  /// The running postmaster of this cluster, found by the file that it keeps in its folder.
  Optional<ProcessHandle> postmaster() throws IOException {
    Path file = data().resolve("postmaster.pid");
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try (Stream<String> lines = Files.lines(file)) {
      return lines
          .findFirst()
          .map(String::strip)
          .filter(line -> !line.isEmpty())
          .flatMap(line -> ProcessHandle.of(Long.parseLong(line)))
          .filter(this::runsHere);
    }
  }

  // Process ids are reused: the id in a stale file may be anybody's by now.
  private boolean runsHere(ProcessHandle process) {
    return process
        .info()
        .arguments()
        .map(arguments -> List.of(arguments).contains(data().toString()))
        .orElse(false);
  }

  /// The last complaint in PostgreSQL's log, for a message to the operator.
  String lastFault() throws IOException {
    List<String> lines = Files.exists(log()) ? Files.readAllLines(log()) : List.of();
    return lines.reversed().stream()
        .filter(line -> line.contains("FATAL:"))
        .findFirst()
        .or(() -> lines.reversed().stream().filter(line -> !line.isBlank()).findFirst())
        .map(line -> line.replaceFirst("^.*FATAL:\\s*", ""))
        .orElse("see " + log());
  }

  private String program(String name) {
    return binaries.resolve("bin").resolve(name).toString();
  }
}
