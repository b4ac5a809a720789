package surety.server.connect.engine;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import surety.server.egress.Destination;

/// Where a vendor's paths begin. A form field in braces stands for a part of the first label of the
/// host, for vendors that give each account a host of its own, or for the last segment of the path.
///
/// The domain below which all of these hosts lie is always written out, so that no account can name
/// somebody else's host.
final class BaseUrl {

  private static final String PATH = "(?:/[A-Za-z0-9._-]+)*";
  private static final Pattern PLAIN = Pattern.compile("https://[a-z0-9.-]+" + PATH);
  private static final Pattern OF_ACCOUNT =
      Pattern.compile(
          "https://[a-z0-9-]*\\{([a-z_]+)}[a-z0-9-]*\\.([a-z0-9-]+(?:\\.[a-z0-9-]+)+)" + PATH);
  private static final Pattern OF_PATH =
      Pattern.compile("https://[a-z0-9.-]+" + PATH + "/\\{([a-z_]+)}");
  private static final Pattern SEGMENT = Pattern.compile("[A-Za-z0-9_-]{1,64}");
  private static final Pattern LABEL = Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,40}[a-z0-9])?");

  private final String text;
  private final Optional<FormField> field;
  private final Optional<String> domain;

  private BaseUrl(String text, Optional<FormField> field, Optional<String> domain) {
    this.text = text;
    this.field = field;
    this.domain = domain;
  }

  /// The base URL that a connector file gives.
  ///
  /// @throws IllegalArgumentException if it is not plain https, or names a field that is not there
  static BaseUrl of(String text, List<FormField> form) {
    BaseUrl base = parsed(text, form);
    // Not all that looks like a host or a path is one.
    Destination.at(base.ofAny(), List.of());
    return base;
  }

  private static BaseUrl parsed(String text, List<FormField> form) {
    if (PLAIN.matcher(text).matches()) {
      return new BaseUrl(text, Optional.empty(), Optional.empty());
    }
    Matcher ofPath = OF_PATH.matcher(text);
    if (ofPath.matches()) {
      return new BaseUrl(text, Optional.of(field(ofPath.group(1), form)), Optional.empty());
    }
    Matcher ofAccount = OF_ACCOUNT.matcher(text);
    if (!ofAccount.matches()) {
      throw new IllegalArgumentException("the base URL is not plain https");
    }
    return new BaseUrl(
        text, Optional.of(field(ofAccount.group(1), form)), Optional.of(ofAccount.group(2)));
  }

  private static FormField field(String name, List<FormField> form) {
    return form.stream()
        .filter(field -> field.name().equals(name) && !field.secret())
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "the base URL has no form field \"" + name + "\" without secret"));
  }

  /// The URL of an account.
  ///
  /// @throws IllegalArgumentException if the account's part is missing or not plain
  URI of(Map<String, String> settings) {
    return field
        .map(its -> with(settings.getOrDefault(its.name(), "")))
        .orElseGet(() -> URI.create(text));
  }

  private URI with(String part) {
    if (!isPart(part)) {
      throw new IllegalArgumentException("the account's part of the URL is not plain");
    }
    return URI.create(text.replaceFirst("\\{[a-z_]+}", part));
  }

  private boolean isPart(String part) {
    return (domain.isPresent() ? LABEL : SEGMENT).matcher(part).matches();
  }

  /// Whether a value of a form field can stand in the URL, if that is where it goes.
  boolean fits(String name, String value) {
    return field.isEmpty() || !field.get().name().equals(name) || isPart(value);
  }

  /// The account's part of a URL of its host, such as `helix` of `https://helix.example.com`.
  Optional<String> partOf(String url) {
    if (domain.isEmpty()) {
      return Optional.empty();
    }
    String[] around = text.substring(0, text.indexOf('/', "https://".length())).split("\\{.*}", -1);
    Matcher matcher =
        Pattern.compile(
                Pattern.quote(around[0]) + "(" + LABEL + ")" + Pattern.quote(around[1]) + "/?")
            .matcher(url);
    return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  /// The path of an account's URL. It does not depend on the account's part of a host.
  String path(Map<String, String> settings) {
    return (domain.isPresent() ? ofAny() : of(settings)).getPath();
  }

  /// The URL of no account in particular.
  URI ofAny() {
    return field.isPresent() ? with("0") : URI.create(text);
  }

  /// All URLs that an account can have; none if they cannot be listed.
  List<URI> all() {
    if (domain.isEmpty()) {
      return List.of(ofAny());
    }
    List<URI> all = new ArrayList<>();
    field.orElseThrow().options().keySet().forEach(option -> all.add(with(option)));
    return all;
  }

  /// The domain that the hosts of all accounts lie in, if they cannot be listed.
  Optional<String> domain() {
    return domain.filter(_ -> all().isEmpty());
  }
}
