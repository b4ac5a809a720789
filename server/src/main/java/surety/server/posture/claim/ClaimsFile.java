package surety.server.posture.claim;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// Reads claims files. The format is told at the head of `claims/prolens.yaml`; what it does not
/// know is an error that names the file and the claim.
final class ClaimsFile {

  private static final YAMLMapper YAML =
      YAMLMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private ClaimsFile() {}

  /// The claims of all files, in their order. An entry that is the same as another one takes from
  /// it what it does not say itself.
  ///
  /// @param files their texts by their names
  /// @throws ClaimsInvalid if a file is wrong, or two claims have one id
  static List<Claim> read(Map<String, String> files) {
    Map<String, Entry> entries = new LinkedHashMap<>();
    files.forEach(
        (file, text) -> {
          for (Entry entry : entries(file, text)) {
            if (entries.put(entry.id(), entry) != null) {
              throw new ClaimsInvalid(file + ": " + entry.id() + " is there twice");
            }
          }
        });
    return entries.values().stream().map(entry -> resolved(entry, entries)).toList();
  }

  private static List<Entry> entries(String file, String text) {
    JsonNode root = tree(file, text);
    if (!root.isArray() || root.isEmpty()) {
      throw new ClaimsInvalid(file + ": is not a list of claims");
    }
    List<Entry> entries = new ArrayList<>();
    root.forEach(node -> entries.add(new Entry(file, node)));
    return entries;
  }

  private static JsonNode tree(String file, String text) {
    try {
      return YAML.readTree(text);
    } catch (JacksonException e) {
      throw new ClaimsInvalid(
          "%s: line %d: %s".formatted(file, e.getLocation().getLineNr(), e.getOriginalMessage()));
    }
  }

  private static Claim resolved(Entry entry, Map<String, Entry> entries) {
    Optional<String> same = entry.sameAs();
    if (same.isEmpty()) {
      return entry.claim();
    }
    Entry other = entries.get(same.get());
    if (other == null || other.sameAs().isPresent()) {
      throw new ClaimsInvalid(
          entry.file() + ": " + entry.id() + " is the same as a claim that is not there");
    }
    return entry.sameAs(other).claim();
  }
}
