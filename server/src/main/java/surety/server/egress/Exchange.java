package surety.server.egress;

/// What became of a call.
///
/// @param <T> what the reader of the body made
public sealed interface Exchange<T> {

  /// The host answered with a status from 200 to 299, or from [TokenClient] any but a redirect, and
  /// its body was read to the end.
  record Answered<T>(int status, AnswerHeaders headers, T body) implements Exchange<T> {}

  /// The host answered with another status. Its body was thrown away unread.
  record Declined<T>(int status, AnswerHeaders headers) implements Exchange<T> {}

  /// The call is not allowed. Unless the reason lies in the answer itself (a redirect), nothing was
  /// sent.
  record Refused<T>(Refusal reason) implements Exchange<T> {}

  /// The call was allowed, and no usable answer came.
  record Failed<T>(Failure reason) implements Exchange<T> {}
}
