package surety.server.platform;

import java.util.Optional;

/// Where mail is handed over.
///
/// @param name of the mail server; empty while mail is written to files
public record MailHost(Optional<String> name) {}
