package surety.evidence;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import surety.evidence.Claim.ClaimRef;
import surety.evidence.Statement.Subject;
import surety.translog.Hash;

/// One run of a probe against the live server.
///
/// @param probe its id
/// @param target build and configuration that it ran against, and the probe's own digest
/// @param claims that it speaks for or against
/// @param vantage from where it attacked: `inside`, `loopback` or `outside`
/// @param nonce that the server drew for this run
/// @param visitorNonce that a visitor asked to have inside
/// @param reason why, in words that are published; empty for a pass
/// @param populationHow how the cases were found
/// @param transcript what was tried and seen, redacted
/// @param redactions what was left out, and why
public record ProbeResult(
    String probe,
    Target target,
    List<ClaimRef> claims,
    String vantage,
    String nonce,
    Optional<String> visitorNonce,
    Outcome outcome,
    String reason,
    Cases cases,
    String populationHow,
    Instant startedAt,
    Instant endedAt,
    List<Observation> observations,
    List<String> transcript,
    List<String> redactions)
    implements Entry {
  static final String NAME = "probe-result";

  /// Copies the lists.
  public ProbeResult {
    claims = List.copyOf(claims);
    observations = List.copyOf(observations);
    transcript = List.copyOf(transcript);
    redactions = List.copyOf(redactions);
    if (endedAt.isBefore(startedAt)) {
      throw new IllegalArgumentException("a run ends no sooner than it starts");
    }
  }

  /// The outcome that the cases bear out: a pass in which an attack succeeded, a declared case was
  /// not tried, nothing was tried or no control was shown to hold is worth nothing.
  public Outcome effectiveOutcome() {
    return outcome == Outcome.PASS && !cases.bearOutPass() ? Outcome.INVALID : outcome;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Subject> subjects() {
    return target.subjects();
  }

  @Override
  public JsonObject predicate() {
    JsonObject nonces = Json.object().with("server", nonce);
    return Json.object()
        .with("probe", probe)
        .with("claims", claims.stream().map(ClaimRef::json).toList())
        .with("vantage", vantage)
        .with("nonce", visitorNonce.map(text -> nonces.with("visitor", text)).orElse(nonces))
        .with("outcome", outcome.name())
        .with("reason", reason)
        .with("cases", cases.json())
        .with("populationHow", populationHow)
        .with("startedAt", startedAt)
        .with("endedAt", endedAt)
        .with("observations", observations.stream().map(Observation::json).toList())
        .with("transcript", Json.texts(transcript))
        .with("redactions", Json.texts(redactions));
  }

  static ProbeResult of(List<Subject> subjects, JsonObject predicate) {
    JsonObject nonces = predicate.object("nonce");
    return new ProbeResult(
        predicate.text("probe"),
        Target.of(subjects),
        predicate.objects("claims").stream().map(ClaimRef::of).toList(),
        predicate.text("vantage"),
        nonces.text("server"),
        nonces.optionalText("visitor"),
        Outcome.of(predicate.text("outcome")),
        predicate.text("reason"),
        Cases.of(predicate.object("cases")),
        predicate.text("populationHow"),
        predicate.instant("startedAt"),
        predicate.instant("endedAt"),
        predicate.objects("observations").stream().map(Observation::of).toList(),
        predicate.texts("transcript"),
        predicate.texts("redactions"));
  }

  /// What was attacked, and with what.
  ///
  /// @param build of the running program
  /// @param config of its effective configuration
  /// @param probe of the probe's code
  public record Target(Hash build, Hash config, Hash probe) {
    List<Subject> subjects() {
      return List.of(
          new Subject("build", build), new Subject("config", config), new Subject("probe", probe));
    }

    static Target of(List<Subject> subjects) {
      return new Target(
          named(subjects, "build"), named(subjects, "config"), named(subjects, "probe"));
    }

    private static Hash named(List<Subject> subjects, String name) {
      return subjects.stream()
          .filter(subject -> subject.name().equals(name))
          .findFirst()
          .orElseThrow(() -> new JsonInvalid("subject has no " + name))
          .digest();
    }
  }

  /// How much was tried.
  ///
  /// @param declared cases that were to be attacked
  /// @param executed cases that were
  /// @param attacksRefused attacks that the control refused
  /// @param attacksSucceeded attacks that got through
  /// @param positiveControls permitted acts that worked
  /// @param population things that there are to attack
  public record Cases(
      int declared,
      int executed,
      int attacksRefused,
      int attacksSucceeded,
      int positiveControls,
      int population) {

    /// Refuses counts below zero.
    public Cases {
      if (Math.min(declared, executed) < 0
          || Math.min(attacksRefused, attacksSucceeded) < 0
          || Math.min(positiveControls, population) < 0) {
        throw new IllegalArgumentException("a count of cases is not below zero");
      }
    }

    boolean bearOutPass() {
      return attacksSucceeded == 0
          && attacksRefused > 0
          && positiveControls > 0
          && population > 0
          && executed > 0
          && executed >= declared;
    }

    JsonObject json() {
      return Json.object()
          .with("declared", declared)
          .with("executed", executed)
          .with("attacksRefused", attacksRefused)
          .with("attacksSucceeded", attacksSucceeded)
          .with("positiveControls", positiveControls)
          .with("population", population);
    }

    static Cases of(JsonObject object) {
      return new Cases(
          object.smallNumber("declared"),
          object.smallNumber("executed"),
          object.smallNumber("attacksRefused"),
          object.smallNumber("attacksSucceeded"),
          object.smallNumber("positiveControls"),
          object.smallNumber("population"));
    }
  }

  /// A measured number.
  public record Observation(String name, BigDecimal value, String unit) {
    static Observation of(JsonObject object) {
      return new Observation(object.text("name"), object.decimal("value"), object.text("unit"));
    }

    JsonObject json() {
      return Json.object()
          .with("name", name)
          .with("value", new Json.JsonNumber(value))
          .with("unit", unit);
    }
  }
}
