package surety.server.egress;

/// What became of a request to a model provider.
///
/// @param <T> what the reader of the answer made
public sealed interface ModelExchange<T> {

  /// The provider answered, with whatever status, and its answer was read.
  record Answered<T>(T answer) implements ModelExchange<T> {}

  /// The request is not allowed. Nothing was sent.
  record Refused<T>(Refusal reason) implements ModelExchange<T> {}

  /// No whole answer came.
  ///
  /// @param charged whether the provider may have got the request and charge for it
  record Failed<T>(Failure reason, boolean charged) implements ModelExchange<T> {}
}
