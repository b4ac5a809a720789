package surety.server.connect;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// How a fetch went. It holds counts and names, and nothing of the records themselves.
///
/// @param fetch what was fetched
/// @param state whether the consumer saw everything
/// @param notes why it did not, empty when complete
/// @param records records that the consumer got
/// @param missing for each field the number of records that the source delivered without it
/// @param requests requests that were sent
/// @param quota what is left of the vendor's rate limit, as far as we use it
/// @param took wall time
public record FetchReport(
    Fetch fetch,
    State state,
    List<Note> notes,
    long records,
    Map<String, Long> missing,
    int requests,
    Optional<Quota> quota,
    Duration took) {

  /// Whether the consumer saw everything.
  public enum State {
    /// All records that the source has in the range.
    COMPLETE,
    /// Some records, or some of their fields, could not be read. The notes say which.
    PARTIAL,
    /// Nothing could be read, and it may be different another time.
    FAILED,
    /// The vendor does not offer this. That is not the same as having none.
    UNSUPPORTED
  }

  /// Why something is missing. The names are stable: they are stored, shown and tested.
  public enum Reason {
    CREDENTIALS_REFUSED("The source refused the credentials."),
    CREDENTIAL_UNAVAILABLE("The stored credential cannot be opened."),
    FORBIDDEN("The credentials do not permit reading this."),
    NOT_FOUND("The source does not know this path or account."),
    REQUEST_REJECTED("The source rejected the request."),
    THROTTLED("The source's rate limit is used up."),
    VENDOR_DOWN("The source does not answer."),
    TIMED_OUT("The source took too long."),
    MALFORMED_ANSWER("The source answered with something unexpected."),
    TOO_LARGE("The source answered with more than we accept."),
    EGRESS_REFUSED("The request was not allowed to leave."),
    RECORDS_UNREADABLE("Some records could not be understood."),
    RECORDS_MISSING("The source announced more records than it delivered."),
    UNSUPPORTED("The source does not offer this.");

    private final String sentence;

    Reason(String sentence) {
      this.sentence = sentence;
    }

    /// One sentence for people.
    public String sentence() {
      return sentence;
    }
  }

  /// Something that is missing.
  ///
  /// @param about what it concerns: `records`, the name of a field or of a look-up, or a refusal's
  ///     code; never anything that the source sent
  /// @param count how many requests or records
  public record Note(Reason reason, String about, long count) {}

  /// What is left of a rate limit.
  ///
  /// @param remaining requests that may be sent now
  /// @param limit requests per window, our share of the vendor's limit
  /// @param window length of the window
  public record Quota(int remaining, int limit, Duration window) {}

  /// Copies the collections.
  public FetchReport {
    notes = List.copyOf(notes);
    missing = Map.copyOf(missing);
  }

  /// Whether the consumer saw everything.
  public boolean isComplete() {
    return state == State.COMPLETE;
  }

  /// Fields that no record had.
  public Set<String> absentFields() {
    return missing.entrySet().stream()
        .filter(field -> records > 0 && field.getValue() >= records)
        .map(Map.Entry::getKey)
        .collect(Collectors.toUnmodifiableSet());
  }

  /// The report on a fetch that ended before anything was sent.
  public static FetchReport failed(Fetch fetch, Reason reason, String about) {
    return unsent(fetch, State.FAILED, new Note(reason, about, 1));
  }

  /// The report on a fetch that the vendor does not offer.
  public static FetchReport unsupported(Fetch fetch) {
    return unsent(fetch, State.UNSUPPORTED, new Note(Reason.UNSUPPORTED, "records", 0));
  }

  private static FetchReport unsent(Fetch fetch, State state, Note note) {
    return new FetchReport(
        fetch, state, List.of(note), 0, Map.of(), 0, Optional.empty(), Duration.ZERO);
  }
}
