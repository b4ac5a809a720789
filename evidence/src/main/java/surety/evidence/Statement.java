package surety.evidence;

import java.util.List;
import surety.translog.Hash;

/// An in-toto Statement v1: something is said (the predicate) about things that are named by their
/// digests (the subjects).
///
/// @param subjects at least one
/// @param predicateType a URL that says how to read the predicate
public record Statement(List<Subject> subjects, String predicateType, JsonObject predicate) {
  static final String TYPE = "https://in-toto.io/Statement/v1";
  static final String PREDICATE_BASE = "https://surety.invalid/";
  static final String PREDICATE_VERSION = "/v1";

  /// Refuses a statement about nothing.
  public Statement {
    subjects = List.copyOf(subjects);
    if (subjects.isEmpty()) {
      throw new IllegalArgumentException("a statement has a subject");
    }
  }

  /// A statement of our own with this short name, such as `probe-result`.
  public static Statement named(String name, List<Subject> subjects, JsonObject predicate) {
    return new Statement(subjects, PREDICATE_BASE + name + PREDICATE_VERSION, predicate);
  }

  /// Reads the payload of an envelope.
  ///
  /// @throws JsonInvalid if it is no statement
  public static Statement parse(byte[] payload) {
    JsonObject object = Json.parseObject(payload);
    if (!object.text("_type").equals(TYPE)) {
      throw new JsonInvalid("_type is not that of an in-toto statement");
    }
    List<Subject> subjects = object.objects("subject").stream().map(Subject::of).toList();
    if (subjects.isEmpty()) {
      throw new JsonInvalid("subject is empty");
    }
    return new Statement(subjects, object.text("predicateType"), object.object("predicate"));
  }

  /// Signs it.
  public Dsse sign(SigningKey key) {
    return Dsse.sign(Dsse.IN_TOTO, json().bytes(), key);
  }

  /// The short name of a statement of our own; the whole predicate type of any other.
  public String name() {
    boolean ours =
        predicateType.startsWith(PREDICATE_BASE) && predicateType.endsWith(PREDICATE_VERSION);
    return ours
        ? predicateType.substring(
            PREDICATE_BASE.length(), predicateType.length() - PREDICATE_VERSION.length())
        : predicateType;
  }

  JsonObject json() {
    return Json.object()
        .with("_type", TYPE)
        .with("subject", subjects.stream().map(Subject::json).toList())
        .with("predicateType", predicateType)
        .with("predicate", predicate);
  }

  /// A thing that is spoken of.
  ///
  /// @param digest SHA-256
  public record Subject(String name, Hash digest) {
    static Subject of(JsonObject object) {
      return new Subject(object.text("name"), object.object("digest").hash("sha256"));
    }

    JsonObject json() {
      return Json.object().with("name", name).with("digest", Json.object().with("sha256", digest));
    }
  }
}
