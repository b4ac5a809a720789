package surety.server.audit.stream;

/// The way to one receiver, for the length of a turn.
interface Outlet extends AutoCloseable {

  /// Sends, and returns when the receiver has accepted it or it is known that it has not.
  Sent send(Batch batch);

  @Override
  void close();
}
