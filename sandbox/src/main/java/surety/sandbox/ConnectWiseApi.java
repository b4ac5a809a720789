package surety.sandbox;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// ConnectWise PSA's API, version 3.0: bare arrays, conditions in a language of their own, and the
/// next page in the Link header, as an absolute URL.
final class ConnectWiseApi extends PlainApi {
  private static final int MAX_PAGE = 1_000;
  private static final int USUAL_PAGE = 25;
  private static final Pattern CLAUSE =
      Pattern.compile("([A-Za-z/]+)(>=|<=|>|<|=)(?:\\[([^\\]]*)]|([0-9]+))");

  private final Tokens tokens;
  private final ConnectWiseTables made;
  private final URI base;
  private final int cap;

  ConnectWiseApi(Firm firm, Tokens tokens, URI base, int cap) {
    this.tokens = tokens;
    this.made = new ConnectWiseTables(firm);
    this.base = base;
    this.cap = Math.min(cap, MAX_PAGE);
    made.all().forEach(this::hold);
  }

  @Override
  public Access authenticate(Request request) {
    if (!request.header("clientId").equals(Tokens.CONNECTWISE_CLIENT)) {
      throw new Refused(401, "Unauthorized", "The clientId is unknown.");
    }
    String user = Tokens.CONNECTWISE_COMPANY + "+" + Tokens.CONNECTWISE_PUBLIC;
    String pair = user + ":" + Tokens.CONNECTWISE_PRIVATE;
    return tokens.accept(
        request.header("Authorization"),
        "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
  }

  @Override
  Reply list(Request request, Table table) {
    String text = request.query().getOrDefault("conditions", "");
    List<Row> all = table.select(conditions(text), "");
    int asked = request.number("pageSize", Math.min(USUAL_PAGE, cap));
    if (asked > MAX_PAGE) {
      throw new Refused(400, "InvalidArgument", "pageSize must be at most " + MAX_PAGE);
    }
    int size = Math.min(asked, cap);
    int page = request.number("page", 1);
    Reply reply = Reply.json(200, array(page(all, (page - 1L) * size, size)));
    return (long) page * size < all.size()
        ? reply.header("Link", link(request, page + 1, "next") + ", " + link(request, 1, "first"))
        : reply;
  }

  private String link(Request request, int page, String relation) {
    String query =
        request.query().entrySet().stream()
            .filter(parameter -> !parameter.getKey().equals("page"))
            .map(ConnectWiseApi::encoded)
            .collect(Collectors.joining());
    String path = String.join("/", request.segments());
    return "<" + base + "/" + path + "?page=" + page + query + ">; rel=\"" + relation + "\"";
  }

  private static String encoded(Map.Entry<String, String> parameter) {
    String value = URLEncoder.encode(parameter.getValue(), StandardCharsets.UTF_8);
    return "&" + parameter.getKey() + "=" + value;
  }

  private static List<Condition> conditions(String text) {
    List<Condition> found = new ArrayList<>();
    if (text.isEmpty()) {
      return found;
    }
    for (String part : text.split(" and ")) {
      Matcher clause = CLAUSE.matcher(part.strip());
      if (!clause.matches()) {
        throw new Refused(400, "InvalidArgument", "The conditions cannot be understood.");
      }
      String value = clause.group(3) == null ? clause.group(4) : clause.group(3);
      found.add(Condition.of(clause.group(1), comparison(clause.group(2)), value));
    }
    return found;
  }

  private static Condition.Comparison comparison(String sign) {
    return switch (sign) {
      case ">=" -> Condition.Comparison.AT_LEAST;
      case "<=" -> Condition.Comparison.AT_MOST;
      case ">" -> Condition.Comparison.ABOVE;
      case "<" -> Condition.Comparison.BELOW;
      default -> Condition.Comparison.ANY_OF;
    };
  }

  // What an opportunity is worth is below it.
  @Override
  Reply below(Request request, Table table, List<String> below) {
    boolean forecast =
        table.name.equals("sales/opportunities")
            && below.size() == 2
            && below.getLast().equals("forecast");
    return forecast
        ? Reply.json(200, made.forecast(number(below.getFirst())))
        : super.below(request, table, below);
  }

  @Override
  public Reply error(Refused refused) {
    Json json = new Json().open().put("code", refused.code()).put("message", refused.text());
    return Reply.json(refused.status(), json.openArray("errors").closeArray().close().toString());
  }
}
