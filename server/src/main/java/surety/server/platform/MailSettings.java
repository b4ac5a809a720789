package surety.server.platform;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How mail leaves, from `SURETY_MAIL_HOST` and so on.
///
/// @param host the mail server; without one, mail is written to files and its links to the log
/// @param port of the mail server; 0 takes the usual one for `tls`
/// @param user for signing in there; empty for none
/// @param password of that user
/// @param from the sender's address
/// @param tls how the connection is protected
@ConfigurationProperties(prefix = "surety.mail", ignoreUnknownFields = false)
record MailSettings(
    @Nullable String host,
    @DefaultValue("0") int port,
    @Nullable String user,
    @Nullable String password,
    @DefaultValue("Surety <surety@localhost>") String from,
    @DefaultValue("STARTTLS") Tls tls) {

  boolean toFiles() {
    return host == null || host.isBlank();
  }

  int effectivePort() {
    return port > 0 ? port : tls.usualPort;
  }

  @Override
  public String toString() {
    return "MailSettings[" + (toFiles() ? "files" : host + ":" + effectivePort()) + "]";
  }

  /// How the connection to the mail server is protected.
  enum Tls {
    /// Begins in clear and must change to TLS before anything is said.
    STARTTLS(587),
    /// TLS from the first byte.
    IMPLICIT(465),
    /// None: for a mail server on this machine.
    NONE(25);

    private final int usualPort;

    Tls(int usualPort) {
      this.usualPort = usualPort;
    }
  }
}
