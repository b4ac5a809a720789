package surety.server.ai.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import surety.server.ai.gateway.Departing;
import surety.server.platform.Ephemeral;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What a model was sent, as the page shows it: the exact request, and its texts apart because a
/// request is hard to read.
///
/// @param bytes length of the body
/// @param replaced how many places were names before
record Seen(String place, String body, String bytes, int replaced, List<Text> texts)
    implements Ephemeral {

  private static final JsonMapper JSON = new JsonMapper();

  /// A text of the request.
  ///
  /// @param role whose it is, in the provider's form
  record Text(String role, String text) implements Ephemeral {
    @Override
    public String toString() {
      return "Text[" + role + "]";
    }
  }

  static Seen of(Departing request) {
    int bytes = request.body().getBytes(java.nio.charset.StandardCharsets.UTF_8).length;
    return new Seen(
        request.place(),
        request.body(),
        String.format(Locale.ROOT, "%,d", bytes),
        request.replaced(),
        texts(JSON.readTree(request.body())));
  }

  private static List<Text> texts(JsonNode body) {
    List<Text> texts = new ArrayList<>();
    if (body.path("system").isString()) {
      texts.add(new Text("system", body.path("system").stringValue()));
    }
    body.path("messages")
        .forEach(
            message ->
                texts.add(
                    new Text(
                        message.path("role").asString(""), message.path("content").asString(""))));
    return texts;
  }

  @Override
  public String toString() {
    return "Seen[" + bytes + " bytes]";
  }
}
