package surety.evidence;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import surety.evidence.Statement.Subject;
import surety.translog.Hash;

/// A revision of a claim: one sentence that could turn out untrue, and what it is held to. The
/// newest revision in the ledger holds.
///
/// @param id such as `PL-01`
/// @param revision from 1; a changed sentence is a higher one, to which no evidence belongs yet
/// @param control the mechanism that makes it true; empty if it rests on a person's word
/// @param probes that must all pass; none if it rests on a person's word
/// @param fresh how long after a pass it counts as proven
/// @param expire how long after a pass it counts for anything
/// @param minimumCases that each probe must have tried
public record Claim(
    String id,
    int revision,
    String sentence,
    ClaimKind kind,
    Severity severity,
    String control,
    List<String> probes,
    Duration fresh,
    Duration expire,
    int minimumCases)
    implements Entry {
  static final String NAME = "claim";

  /// Refuses terms that are weaker than the severity allows.
  public Claim {
    probes = List.copyOf(probes);
    if (id.isEmpty() || sentence.isBlank() || revision < 1 || minimumCases < 0) {
      throw new IllegalArgumentException("a claim has an id, a sentence and a revision from 1");
    }
    requireWithin("fresh", fresh, severity.fresh());
    requireWithin("expire", expire, severity.expire());
    if (expire.compareTo(fresh) < 0) {
      throw new IllegalArgumentException("a pass expires no sooner than it stops being fresh");
    }
  }

  /// SHA-256 of the sentence.
  public Hash digest() {
    return Hash.of(sentence.getBytes(StandardCharsets.UTF_8));
  }

  /// Id and revision.
  public ClaimRef ref() {
    return new ClaimRef(id, revision);
  }

  /// Whether nothing but a person's word can make it hold.
  public boolean restsOnWord() {
    return kind == ClaimKind.ATTESTED || (kind == ClaimKind.HOSTING && probes.isEmpty());
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Subject> subjects() {
    return List.of(new Subject("claim " + id, digest()));
  }

  @Override
  public JsonObject predicate() {
    return ref()
        .json()
        .with("digest", digest())
        .with("sentence", sentence)
        .with("kind", kind.text())
        .with("severity", severity.text())
        .with("control", control)
        .with("probes", Json.texts(probes))
        .with("freshSeconds", fresh.toSeconds())
        .with("expireSeconds", expire.toSeconds())
        .with("minimumCases", minimumCases);
  }

  static Claim of(JsonObject predicate) {
    Claim claim =
        new Claim(
            predicate.text("id"),
            predicate.smallNumber("revision"),
            predicate.text("sentence"),
            ClaimKind.of(predicate.text("kind")),
            Severity.of(predicate.text("severity")),
            predicate.text("control"),
            predicate.texts("probes"),
            Duration.ofSeconds(predicate.number("freshSeconds")),
            Duration.ofSeconds(predicate.number("expireSeconds")),
            predicate.smallNumber("minimumCases"));
    if (!claim.digest().equals(predicate.hash("digest"))) {
      throw new JsonInvalid("digest is not that of the sentence");
    }
    return claim;
  }

  private static void requireWithin(String what, Duration value, Duration most) {
    if (value.compareTo(Duration.ofSeconds(1)) < 0 || value.compareTo(most) > 0) {
      throw new IllegalArgumentException(
          what + ": " + value.toSeconds() + " s (at most: " + most.toSeconds() + " s)");
    }
  }

  /// A claim in one of its revisions.
  public record ClaimRef(String id, int revision) {
    static ClaimRef of(JsonObject object) {
      return new ClaimRef(object.text("id"), object.smallNumber("revision"));
    }

    JsonObject json() {
      return Json.object().with("id", id).with("revision", revision);
    }
  }
}
