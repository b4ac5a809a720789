package surety.server.audit.stream;

import java.util.Arrays;
import java.util.Optional;

/// How a receiver is spoken to.
enum StreamKind {
  /// JSON Lines in a POST that is signed.
  WEBHOOK("webhook", "Webhook", "Webhook: JSON Lines in a POST over HTTPS, signed"),
  /// Messages of RFC 5424 over TLS.
  SYSLOG("syslog", "Syslog", "Syslog: messages of RFC 5424 over TLS (RFC 5425)");

  private final String key;
  private final String label;
  private final String description;

  StreamKind(String key, String label, String description) {
    this.key = key;
    this.label = label;
    this.description = description;
  }

  /// The name in the table and in forms.
  public String key() {
    return key;
  }

  /// The name that people read.
  public String label() {
    return label;
  }

  /// What a member chooses by.
  public String description() {
    return description;
  }

  static Optional<StreamKind> ofKey(String key) {
    return Arrays.stream(values()).filter(kind -> kind.key.equals(key)).findFirst();
  }
}
