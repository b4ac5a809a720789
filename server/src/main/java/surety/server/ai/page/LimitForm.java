package surety.server.ai.page;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import surety.server.ai.limit.Limits;

/// The form with the limits: whole numbers, and money in dollars.
final class LimitForm {

  private static final long MOST_REQUESTS = 1_000_000;
  private static final long MOST_TOKENS = 1_000_000_000_000L;
  private static final long MOST_DOLLARS = 10_000_000;
  private static final int CENTS = 100;

  private LimitForm() {}

  /// A field as it is shown.
  ///
  /// @param wrong whether it holds no number that is allowed
  record Field(String name, String label, long most, String value, boolean wrong) {

    /// The same with what somebody typed.
    Field typed(Map<String, String> form) {
      boolean wrong = number(form, name, most).isEmpty();
      return new Field(name, label, most, form.getOrDefault(name, ""), wrong);
    }
  }

  static List<Field> fields(Limits limits) {
    return List.of(
        field(
            "requestsMinute",
            "Requests in a minute, all keys",
            MOST_REQUESTS,
            limits.requestsMinute()),
        field(
            "keyRequestsMinute",
            "Requests in a minute, each key",
            MOST_REQUESTS,
            limits.keyRequestsMinute()),
        field("tokensDay", "Tokens on a day, all keys", MOST_TOKENS, limits.tokensDay()),
        field("keyTokensDay", "Tokens on a day, each key", MOST_TOKENS, limits.keyTokensDay()),
        field(
            "dollarsDay", "US dollars on a day, all keys", MOST_DOLLARS, limits.centsDay() / CENTS),
        field(
            "keyDollarsDay",
            "US dollars on a day, each key",
            MOST_DOLLARS,
            limits.keyCentsDay() / CENTS));
  }

  private static Field field(String name, String label, long most, long value) {
    return new Field(name, label, most, Long.toString(value), false);
  }

  static Optional<Limits> parse(Map<String, String> form) {
    OptionalLong requests = number(form, "requestsMinute", MOST_REQUESTS);
    OptionalLong keyRequests = number(form, "keyRequestsMinute", MOST_REQUESTS);
    OptionalLong tokens = number(form, "tokensDay", MOST_TOKENS);
    OptionalLong keyTokens = number(form, "keyTokensDay", MOST_TOKENS);
    OptionalLong dollars = number(form, "dollarsDay", MOST_DOLLARS);
    OptionalLong keyDollars = number(form, "keyDollarsDay", MOST_DOLLARS);
    if (List.of(requests, keyRequests, tokens, keyTokens, dollars, keyDollars).stream()
        .anyMatch(OptionalLong::isEmpty)) {
      return Optional.empty();
    }
    return Optional.of(
        new Limits(
            Math.toIntExact(requests.getAsLong()),
            Math.toIntExact(keyRequests.getAsLong()),
            tokens.getAsLong(),
            keyTokens.getAsLong(),
            dollars.getAsLong() * CENTS,
            keyDollars.getAsLong() * CENTS));
  }

  private static OptionalLong number(Map<String, String> form, String name, long most) {
    String text = form.getOrDefault(name, "").strip();
    if (!text.matches("[0-9]{1,13}") || Long.parseLong(text) > most) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(Long.parseLong(text));
  }
}
