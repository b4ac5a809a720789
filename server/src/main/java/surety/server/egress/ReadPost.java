package surety.server.egress;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;

/// A POST that is known to read: where it goes, and what its body may hold. There are vendors whose
/// every request is a POST, also those that change something; the path alone tells which is which.
///
/// The list is part of the server. A connector file can name an entry of it, and add none.
public final class ReadPost {

  private static final String METHOD = "POST";
  private static final int MOST_FIELDS = 20;

  private static final String MODULES =
      "(?:projects|projectPhases|invoices|timeEntries|timeOffs|users|quotes|orders|calendar|tasks"
          + "|contacts|statuses|userRoles|rolesPrices|usersLaborCost)";

  private static final Map<String, Pattern> OF_A_LIST =
      Map.of(
          "page", Pattern.compile("[1-9][0-9]{0,5}"),
          "per_page", Pattern.compile("[1-9][0-9]{0,2}"),
          "request.include_deleted", Pattern.compile("[01]"),
          "detailed_response", Pattern.compile("true|false"));

  private static final List<ReadPost> LIST =
      List.of(
          new ReadPost("scoro", "/api/v2/" + MODULES + "/list", OF_A_LIST),
          new ReadPost("scoro", "/api/v2/" + MODULES + "/view/[0-9]{1,18}", Map.of()));

  // What may stand in the body of either, as text.
  private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2,3}");
  private static final Pattern FILTER =
      Pattern.compile("filter\\.[a-z_]{1,40}(?:\\.(?:from_date|to_date))?");
  private static final Pattern FILTERED = Pattern.compile("[A-Za-z0-9][A-Za-z0-9 :+_.-]{0,63}");
  private static final Set<String> CREDENTIAL =
      Set.of("apiKey", "user_token", "company_account_id");

  private final String vendor;
  private final Pattern path;
  private final Map<String, Pattern> exact;

  private ReadPost(String vendor, String path, Map<String, Pattern> exact) {
    this.vendor = vendor;
    this.path = Pattern.compile(path);
    this.exact = exact;
  }

  /// The entry for a place, if there is one: at a host right below the vendor's domain, or at a
  /// stand-in for it on this machine.
  ///
  /// @param whole the path from the root of the host
  public static Optional<ReadPost> at(Origin origin, String whole) {
    return LIST.stream().filter(entry -> entry.isAt(origin, whole)).findFirst();
  }

  /// The entry that a call goes to, if it is a POST and there is one.
  static Optional<ReadPost> of(Call call, Destination to) {
    return isOne(call) ? at(to.origin(), to.base() + call.path()) : Optional.empty();
  }

  private boolean isAt(Origin origin, String whole) {
    boolean standIn = Loopback.isName(origin.host()) || EgressHosts.isReserved(origin.host());
    String its = standIn && whole.startsWith("/" + vendor + "/") ? below(whole) : whole;
    return (standIn || origin.host().matches("[a-z0-9-]+\\." + vendor + "\\.com"))
        && path.matcher(its).matches();
  }

  private String below(String whole) {
    return whole.substring(1 + vendor.length());
  }

  /// Whether the body may have a field of this name, with dots where objects stand in objects.
  public boolean takes(String name) {
    boolean listed = name.equals("lang") || exact.containsKey(name);
    return listed || !exact.isEmpty() && FILTER.matcher(name).matches();
  }

  /// Whether a field of the body may prove who asks.
  public static boolean isCredential(String name) {
    return CREDENTIAL.contains(name);
  }

  /// Whether the body may hold just this.
  boolean takes(List<Call.Parameter> fields) {
    return fields.size() <= MOST_FIELDS
        && fields.stream().allMatch(this::takes)
        && fields.stream().noneMatch(one -> fields.stream().anyMatch(it -> isWithin(it, one)));
  }

  private static boolean isWithin(Call.Parameter inner, Call.Parameter outer) {
    return inner.name().startsWith(outer.name() + ".");
  }

  private boolean takes(Call.Parameter field) {
    Pattern bare = exact.get(field.name());
    if (bare != null) {
      return bare.matcher(field.value()).matches();
    }
    Pattern text = field.name().equals("lang") ? LANGUAGE : FILTERED;
    return takes(field.name()) && text.matcher(field.value()).matches();
  }

  /// Whether a call is one, and not a GET.
  static boolean isOne(Call call) {
    return call.method().equals(METHOD);
  }

  static Call call(String path, List<Call.Parameter> fields, Map<String, String> headers) {
    return new Call(METHOD, path, fields, headers);
  }

  static HttpUriRequestBase request(URI uri, byte[] body) {
    HttpUriRequestBase request = new HttpUriRequestBase(METHOD, uri);
    request.setEntity(new ByteArrayEntity(body, ContentType.APPLICATION_JSON));
    return request;
  }
}
