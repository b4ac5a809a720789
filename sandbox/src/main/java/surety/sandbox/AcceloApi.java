package surety.sandbox;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/// Accelo's API, version 0: an envelope around everything, few fields unless they are asked for,
/// and a parameter that turns a GET into any other method.
final class AcceloApi extends ConsentedApi {
  private static final int MAX_PAGE = 100;
  private static final int USUAL_PAGE = 10;
  private static final Pattern FILTER =
      Pattern.compile("(?:(date_[a-z]+)_(after|before)|order_by_asc)\\(([a-z0-9]+)\\)");

  AcceloApi(Firm firm, Known known, int cap) {
    super(known, Tokens.ACCELO, Math.min(cap, MAX_PAGE));
    new AcceloTables(firm).all().forEach(this::hold);
  }

  @Override
  Reply list(Request request, Table table) {
    if (request.query().containsKey("_method")) {
      return overridden(request, table, List.of());
    }
    int size = Math.min(request.number("_limit", USUAL_PAGE), cap);
    String page = request.query().getOrDefault("_page", "0");
    if (!page.matches("[0-9]{1,9}")) {
      throw new Refused(400, "invalid_request", "_page is no number");
    }
    List<Row> all = table.select(conditions(request.query().getOrDefault("_filters", "")), "");
    AcceloFields fields = new AcceloFields(request.query().getOrDefault("_fields", ""));
    return enveloped(
        page(all, Long.parseLong(page) * size, size).stream()
            .map(row -> fields.of((ObjectNode) Request.JSON.readTree(object(row))))
            .collect(Collectors.joining(",", "[", "]")));
  }

  private static List<Condition> conditions(String filters) {
    List<Condition> found = new ArrayList<>();
    for (String text : filters.isEmpty() ? new String[0] : filters.split(",")) {
      Matcher filter = FILTER.matcher(text);
      if (!filter.matches()) {
        throw new Refused(400, "invalid_request", "The filter is not known.");
      }
      if (filter.group(1) != null) {
        boolean after = filter.group(2).equals("after");
        found.add(
            Condition.of(
                filter.group(1),
                after ? Condition.Comparison.ABOVE : Condition.Comparison.BELOW,
                filter.group(3)));
      }
    }
    return found;
  }

  @Override
  Reply below(Request request, Table table, List<String> below) {
    return request.query().containsKey("_method")
        ? overridden(request, table, below)
        : enveloped(super.below(request, table, below).body());
  }

  private static Reply overridden(Request request, Table table, List<String> below) {
    String method = request.query().getOrDefault("_method", "").toUpperCase(Locale.ROOT);
    return PlainWrites.apply(request.as(method), table, below);
  }

  private static Reply enveloped(String response) {
    return Reply.json(
        200,
        new Json()
            .open()
            .raw("meta", meta("ok", "Everything executed as" + " expected."))
            .raw("response", response)
            .close()
            .toString());
  }

  private static String meta(String status, String message) {
    Json json = new Json().open().put("status", status).put("message", message);
    return json.put("more_info", "").close().toString();
  }

  @Override
  public Optional<String> waitHeader() {
    return Optional.of("X-RateLimit-Reset");
  }

  @Override
  public String waitTold(long seconds) {
    return Long.toString(Instant.now().getEpochSecond() + seconds);
  }

  // What is unknown is a bad request here, and not a 404.
  @Override
  public Reply error(Refused refused) {
    int status = refused.status() == 404 ? 400 : refused.status();
    String code =
        switch (status) {
          case 400 -> "invalid_request";
          case 401 -> "invalid_client";
          default -> refused.code();
        };
    Json json = new Json().open().raw("meta", meta(code, refused.text()));
    return Reply.json(status, json.put("response", null).close().toString());
  }
}
