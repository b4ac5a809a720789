package surety.sandbox;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// The latest requests, oldest first. Tokens never enter it.
final class RequestLog {
  private static final int KEPT = 20_000;
  private static final Set<String> SECRET =
      Set.of("authorization", "x-auth-token", "x-api-token", "secret", "cookie");

  private final Deque<LoggedRequest> requests = new ArrayDeque<>();

  synchronized void add(Request request, int status) {
    if (requests.size() == KEPT) {
      requests.removeFirst();
    }
    requests.add(
        new LoggedRequest(
            Instant.now(),
            request.vendor(),
            request.method(),
            request.path(),
            request.rawQuery().replaceAll("access_token=[^&]*", "access_token=[token]"),
            headers(request),
            status));
  }

  private static Map<String, List<String>> headers(Request request) {
    Map<String, List<String>> found = new TreeMap<>();
    request
        .headers()
        .forEach(
            (name, values) -> {
              String lower = name.toLowerCase(Locale.ROOT);
              found.put(lower, SECRET.contains(lower) ? List.of("[token]") : List.copyOf(values));
            });
    return found;
  }

  synchronized List<LoggedRequest> all() {
    return List.copyOf(requests);
  }

  synchronized void clear() {
    requests.clear();
  }
}
