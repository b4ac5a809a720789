package surety.server.audit.stream;

import java.net.URI;
import java.net.URISyntaxException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import surety.server.egress.Origin;
import surety.server.egress.Receiver;
import surety.server.vault.CredentialRef;

/// What somebody typed to add a stream.
///
/// @param kind a key of [StreamKind]
/// @param address `https://host/path` of a webhook, `host:port` of a syslog receiver
/// @param authority certificate in PEM, or nothing
/// @param from `oldest` for everything that is kept, anything else for what comes
record StreamForm(
    @Nullable String name,
    @Nullable String kind,
    @Nullable String address,
    @Nullable String authority,
    @Nullable String from) {

  /// A stream that can be added.
  ///
  /// @param whole whether it begins with the oldest entry that is kept
  record Wanted(
      String name,
      StreamKind kind,
      Origin place,
      String path,
      Optional<X509Certificate> authority,
      boolean whole) {

    LogStream stream(UUID id, @Nullable CredentialRef credential) {
      return new LogStream(
          id,
          name,
          kind,
          place.host(),
          place.port(),
          path,
          authority.map(Authorities::pem).orElse(null),
          credential,
          Instant.EPOCH,
          null,
          null);
    }
  }

  // Names and IPv4 addresses, in the form that the vault binds a secret to.
  private static final Pattern HOST = Pattern.compile("[a-z0-9]([a-z0-9.-]*[a-z0-9])?");

  /// What can be added, or else what is wrong with each field.
  record Checked(@Nullable Wanted wanted, Map<String, String> errors) {}

  // RFC 5425, section 4.1.
  private static final int SYSLOG_PORT = 6514;

  private record Address(Origin place, String path) {}

  Checked check() {
    Map<String, String> errors = new LinkedHashMap<>();
    if (!isName(name().strip())) {
      errors.put(
          "name", "1 to " + StreamRows.LONGEST_NAME + " characters that can be seen, on one line.");
    }
    Optional<StreamKind> chosen = StreamKind.ofKey(kind());
    if (chosen.isEmpty()) {
      errors.put("kind", "Choose one.");
    }
    Optional<Address> where =
        chosen.flatMap(
            kind ->
                switch (kind) {
                  case WEBHOOK -> webhook(address().strip());
                  case SYSLOG -> syslog(address().strip());
                });
    if (chosen.isPresent() && where.isEmpty()) {
      errors.put(
          "address",
          chosen.get() == StreamKind.WEBHOOK
              ? "An address such as https://siem.example.com/surety, in ASCII, without a user or #."
              : "A name with or without a port, such as siem.example.com:6514.");
    }
    Optional<X509Certificate> vouches = Authorities.parse(authority());
    if (!authority().isBlank() && vouches.isEmpty()) {
      errors.put("authority", "One certificate in PEM, from BEGIN CERTIFICATE to its END.");
    }
    if (!errors.isEmpty()) {
      return new Checked(null, errors);
    }
    return new Checked(
        new Wanted(
            name().strip(),
            chosen.orElseThrow(),
            where.orElseThrow().place(),
            where.orElseThrow().path(),
            vouches,
            from().equals("oldest")),
        errors);
  }

  // A host, with a port where it is not the usual one: as part of a URL it is taken apart alike.
  private static Optional<Address> syslog(String text) {
    String port = text.contains(":") ? "" : ":" + SYSLOG_PORT;
    return webhook("https://" + text + port)
        .filter(address -> address.path().equals("/") && !text.contains("/") && !text.contains("?"))
        .map(address -> new Address(address.place(), ""));
  }

  private static Optional<Address> webhook(String text) {
    try {
      URI uri = new URI(text);
      String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
      String whole = uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
      Origin place = Origin.of(uri);
      boolean right =
          place.scheme().equals("https")
              && HOST.matcher(place.host()).matches()
              && uri.getRawFragment() == null
              && Receiver.isPath(whole);
      return right ? Optional.of(new Address(place, whole)) : Optional.empty();
    } catch (URISyntaxException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static boolean isName(String name) {
    return !name.isEmpty()
        && name.codePointCount(0, name.length()) <= StreamRows.LONGEST_NAME
        && name.codePoints().noneMatch(StreamForm::isInvisible);
  }

  private static boolean isInvisible(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }

  @Override
  public String name() {
    return given(name);
  }

  @Override
  public String kind() {
    return given(kind);
  }

  @Override
  public String address() {
    return given(address);
  }

  @Override
  public String authority() {
    return given(authority);
  }

  @Override
  public String from() {
    return given(from);
  }

  private static String given(@Nullable String text) {
    return text == null ? "" : text;
  }
}
