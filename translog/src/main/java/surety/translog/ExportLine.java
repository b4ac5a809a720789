package surety.translog;

import surety.translog.LogEntry.Erased;
import surety.translog.LogEntry.Omitted;
import surety.translog.LogEntry.Opened;

/// The lines of an export after the first.
sealed interface ExportLine {

  /// @param hashes in base64
  record OfTile(int level, long index, String hashes) implements ExportLine {}

  record OfEntry(LogEntry entry) implements ExportLine {}

  static ExportLine parse(String line) {
    JsonText json = new JsonText(line);
    ExportLine parsed = parse(json);
    json.expect("}");
    json.end();
    return parsed;
  }

  private static ExportLine parse(JsonText json) {
    if (json.skip("{\"hashes\":")) {
      String hashes = json.string();
      StrictBase64.decode(hashes);
      json.expect(",\"level\":");
      int level = (int) Math.min(Tile.HEIGHT, json.number());
      json.expect(",\"tile\":");
      return new OfTile(level, json.number(), hashes);
    }
    if (json.skip("{\"erased\":true,\"index\":")) {
      return new OfEntry(new Erased(json.number()));
    }
    json.expect("{\"index\":");
    long index = json.number();
    if (json.skip(",\"omitted\":true")) {
      return new OfEntry(new Omitted(index));
    }
    json.expect(",\"payload\":");
    String payload = json.string();
    json.expect(",\"salt\":");
    Salt salt = Salt.fromBytes(StrictBase64.decode(json.string()));
    return new OfEntry(new Opened(index, salt, payload));
  }

  static String of(Tile tile, byte[] hashes) {
    return "{\"hashes\":\""
        + StrictBase64.encode(hashes)
        + "\",\"level\":"
        + tile.level()
        + ",\"tile\":"
        + tile.index()
        + "}";
  }

  static String of(LogEntry entry) {
    return switch (entry) {
      case Opened(long index, Salt salt, String payload) -> {
        StringBuilder line = new StringBuilder(payload.length() + 128);
        line.append("{\"index\":").append(index).append(",\"payload\":");
        JsonText.quote(line, payload);
        line.append(",\"salt\":\"").append(StrictBase64.encode(salt.bytes())).append("\"}");
        yield line.toString();
      }
      case Erased(long index) -> "{\"erased\":true,\"index\":" + index + "}";
      case Omitted(long index) -> "{\"index\":" + index + ",\"omitted\":true}";
    };
  }
}
