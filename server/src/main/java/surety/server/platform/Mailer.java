package surety.server.platform;

/// Sends mail.
public interface Mailer {

  /// Hands a mail over and returns at once, so that the time of an answer says nothing about
  /// whether a mail was sent. A mail that the mail server does not take is tried again twice and
  /// then given up; the log tells. Mail that waits when the server stops is lost.
  ///
  /// @throws Refusal if too many mails wait already
  void send(Mail mail);
}
