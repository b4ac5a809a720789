package surety.server.operations;

import java.util.ArrayList;
import java.util.List;

/// PostgreSQL's settings, given on its command line so that no edited file can weaken them.
final class PostgresTuning {

  /// Enough for one server's pool, migrations, tools and PostgreSQL's own reserve.
  static final int MAX_CONNECTIONS = 60;

  private static final List<String> ALWAYS =
      List.of(
          "listen_addresses=127.0.0.1",
          "unix_socket_directories=",
          "max_connections=" + MAX_CONNECTIONS,
          "password_encryption=scram-sha-256",
          "shared_buffers=64MB",
          "max_wal_size=512MB",
          "jit=off",
          "timezone=UTC",
          "log_timezone=UTC",
          "log_destination=stderr",
          "logging_collector=off",
          "log_line_prefix=%m [%p] %q%u@%d ",
          "log_checkpoints=off",
          // A workspace's values reach neither statements nor details in the log.
          // What a statement of the server failed at is told to the server. Messages of errors may
          // hold values; those of failed logins and of PostgreSQL itself are FATAL and LOG.
          "log_min_messages=log",
          "log_statement=none",
          "log_min_error_statement=panic",
          "log_min_duration_statement=-1",
          "log_error_verbosity=terse",
          "log_parameter_max_length=0",
          "log_parameter_max_length_on_error=0");

  private static final List<String> DURABLE =
      List.of("fsync=on", "synchronous_commit=on", "full_page_writes=on");

  private static final List<String> NOT_DURABLE =
      List.of("fsync=off", "synchronous_commit=off", "full_page_writes=off");

  private PostgresTuning() {}

  static List<String> settings(boolean durable) {
    List<String> settings = new ArrayList<>(ALWAYS);
    settings.addAll(durable ? DURABLE : NOT_DURABLE);
    return settings;
  }
}
