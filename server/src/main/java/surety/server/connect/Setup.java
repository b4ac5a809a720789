package surety.server.connect;

import java.util.UUID;
import surety.server.connect.FetchReport.Reason;

/// What became of an attempt to connect, or to exchange a credential.
sealed interface Setup {

  /// It is done.
  record Done(UUID connection) implements Setup {}

  /// The source cannot be read with this credential. Nothing was stored.
  record Obstructed(Reason reason) implements Setup {}

  /// This account of this vendor is connected already. Nothing was stored.
  record AlreadyConnected() implements Setup {}

  /// The workspace has as many connections as it may have. Nothing was stored.
  record TooMany() implements Setup {}

  /// The workspace has no such connection.
  record Unknown() implements Setup {}
}
