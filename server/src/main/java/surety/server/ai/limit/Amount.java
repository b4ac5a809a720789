package surety.server.ai.limit;

/// What calls use.
///
/// @param tokens in and out
/// @param micros millionths of a US dollar
public record Amount(long tokens, long micros) {

  static final Amount NONE = new Amount(0, 0);

  Amount plus(Amount other) {
    return new Amount(tokens + other.tokens, micros + other.micros);
  }

  Amount minus(Amount other) {
    return new Amount(tokens - other.tokens, micros - other.micros);
  }

  Amount max(Amount other) {
    return new Amount(Math.max(tokens, other.tokens), Math.max(micros, other.micros));
  }

  Amount min(Amount other) {
    return new Amount(Math.min(tokens, other.tokens), Math.min(micros, other.micros));
  }

  boolean covers(Amount need) {
    return tokens >= need.tokens && micros >= need.micros;
  }

  boolean isNegative() {
    return tokens < 0 || micros < 0;
  }
}
