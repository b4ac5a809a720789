package surety.server.platform;

import java.util.List;

/// The logs that one part of the server writes, if it writes any.
public interface LogSinks {

  /// Those logs.
  List<LogSink> all();
}
