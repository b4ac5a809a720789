package surety.server.posture.claim;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import surety.evidence.ClaimKind;
import surety.evidence.Severity;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// One entry of a claims file, before it is bound.
record Entry(String file, JsonNode node) {

  private static final Set<String> FIELDS =
      Set.of(
          "id",
          "sentence",
          "kind",
          "severity",
          "control",
          "probe",
          "attestation",
          "same-as",
          "cases",
          "unproven");
  private static final Pattern ID = Pattern.compile("[A-Z]{2}-[0-9]{2,3}");
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
  private static final int LONGEST_SENTENCE = 400;

  Entry {
    if (!node.isObject()) {
      throw new ClaimsInvalid(file + ": an entry is not a mapping that begins with \"- id:\"");
    }
  }

  String id() {
    String id = text("id").orElse("");
    if (!ID.matcher(id).matches()) {
      throw new ClaimsInvalid(
          file + ": an entry has the id \"" + id + "\" (expected: such as PL-01)");
    }
    return id;
  }

  Optional<String> sameAs() {
    return text("same-as");
  }

  /// This entry with what it leaves out taken from `other`; the sentence stays its own.
  Entry sameAs(Entry other) {
    ObjectNode merged = (ObjectNode) other.node.deepCopy();
    merged.remove(List.of("sentence", "same-as"));
    merged.setAll((ObjectNode) node);
    merged.remove("same-as");
    return new Entry(file, merged);
  }

  Claim claim() {
    refuseUnknown();
    Claim claim =
        new Claim(
            id(),
            sentence(),
            word("kind", ClaimKind.values(), ClaimKind::text),
            word("severity", Severity.values(), Severity::text),
            name("control").orElseThrow(() -> missing("control")),
            probes(),
            name("attestation"),
            cases(),
            text("unproven"));
    if (claim.probes().isEmpty() == claim.attestation().isEmpty()) {
      throw invalid("is bound to nothing, or twice: give it a probe or an attestation");
    }
    if (claim.probes().isEmpty() && claim.severity() == Severity.CRITICAL) {
      throw invalid("is critical, so a person's word is not enough: give it a probe");
    }
    return claim;
  }

  private void refuseUnknown() {
    for (String field : node.propertyNames()) {
      if (!FIELDS.contains(field)) {
        throw invalid("has a field \"" + field + "\" that the format does not know");
      }
    }
  }

  private String sentence() {
    String sentence = text("sentence").orElseThrow(() -> missing("sentence"));
    if (sentence.length() > LONGEST_SENTENCE || !sentence.endsWith(".")) {
      throw invalid(
          "has a sentence that is longer than "
              + LONGEST_SENTENCE
              + " characters or does not end with a full stop");
    }
    return sentence;
  }

  private List<String> probes() {
    JsonNode probe = node.path("probe");
    List<String> ids = new ArrayList<>();
    if (probe.isArray()) {
      probe.forEach(one -> ids.add(named("probe", one.asString(""))));
    } else {
      name("probe").ifPresent(ids::add);
    }
    return ids;
  }

  private int cases() {
    JsonNode cases = node.path("cases");
    if (cases.isMissingNode()) {
      return 1;
    }
    if (!cases.isInt() || cases.asInt() < 1) {
      throw invalid("has a number of cases that is not a whole number from 1");
    }
    return cases.asInt();
  }

  private <T> T word(String field, T[] values, java.util.function.Function<T, String> word) {
    String found = text(field).orElseThrow(() -> missing(field)).toLowerCase(Locale.ROOT);
    return Arrays.stream(values)
        .filter(value -> word.apply(value).equals(found))
        .findFirst()
        .orElseThrow(
            () ->
                invalid(
                    "has the %s \"%s\" (expected: %s)"
                        .formatted(
                            field,
                            found,
                            String.join(", ", Arrays.stream(values).map(word).toList()))));
  }

  private Optional<String> name(String field) {
    return text(field).map(value -> named(field, value));
  }

  private String named(String field, String value) {
    if (!NAME.matcher(value).matches()) {
      throw invalid("has a " + field + " that is not a name in lower case with hyphens");
    }
    return value;
  }

  private Optional<String> text(String field) {
    JsonNode value = node.path(field);
    return value.isString() && !value.asString().isBlank()
        ? Optional.of(value.asString().strip())
        : Optional.empty();
  }

  private ClaimsInvalid missing(String field) {
    return invalid("has no " + field);
  }

  private ClaimsInvalid invalid(String what) {
    return new ClaimsInvalid(file + ": " + id() + " " + what);
  }
}
