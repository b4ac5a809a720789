package surety.server.ai.gateway;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;
import surety.pseudonym.AttachmentRefused;
import surety.pseudonym.Conversation;
import surety.pseudonym.JsonInvalid;
import surety.pseudonym.Look;
import surety.pseudonym.Outgoing;
import surety.pseudonym.Pseudonymized;
import surety.pseudonym.Replacement;
import surety.server.ai.names.Names;
import surety.server.ai.provider.ProviderPlaces;
import surety.server.ai.provider.Standing;
import surety.server.audit.AccessAction;
import surety.server.audit.AccessDetail;
import surety.server.audit.AccessEntry;
import surety.server.audit.DataScope;
import surety.server.platform.Ephemeral;

/// Makes of what a program wants what would leave: names replaced, the exact request looked at once
/// more, and the access entry about it.
@Component
class Preparation {

  static final DataScope DATA = DataScope.all("model-call");

  private final Conversations conversations;
  private final OpaqueMemory opaque;
  private final Set<String> own;

  Preparation(
      Conversations conversations,
      OpaqueMemory opaque,
      Departure departure,
      ProviderPlaces places) {
    this.conversations = conversations;
    this.opaque = opaque;
    Set<String> words = new HashSet<>(departure.prices().models());
    words.addAll(places.paths(Endpoint.paths()));
    this.own = Set.copyOf(words);
  }

  /// What would leave.
  ///
  /// @param look a proof, or why there is none
  record Prepared(Departure.Call call, Look look, Conversation conversation, Departing told)
      implements Ephemeral {
    @Override
    public String toString() {
      return "Prepared";
    }
  }

  /// Prepares a wish for a standing with a provider, and the names of its stamp.
  ///
  /// @throws GatewayError if the wish cannot be searched for names
  Prepared prepared(Wish wish, Standing standing, Names names) {
    Standing.Provider provider = standing.provider().orElseThrow();
    Conversation conversation = conversations.begin(names, wish.incoming().style());
    Optional<Pseudonymized<String>> replaced =
        wish.asks() ? Optional.of(replaced(conversation, wish.asked())) : Optional.empty();
    String text = replaced.map(Pseudonymized::payload).orElse("");
    List<Replacement> replacements = replaced.map(Pseudonymized::replacements).orElse(List.of());
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    Outgoing outgoing = Outgoing.of(provider.place().path(wish.path()), headers(wish), body);
    Look look =
        names.look().vouching(own).relaying(opaque.of(wish.scope().workspace())).look(outgoing);
    return new Prepared(
        new Departure.Call(
            wish.method(),
            wish.endpoint(),
            wish.scope(),
            wish.asked(),
            standing,
            provider,
            entry(wish, replacements, body.length),
            body.length),
        look,
        conversation,
        new Departing(provider.place().base() + wish.path(), text, replacements.size()));
  }

  private static Pseudonymized<String> replaced(Conversation conversation, Asked asked) {
    try {
      return conversation.chat(asked.body());
    } catch (AttachmentRefused e) {
      throw new GatewayError(
          GatewayError.Kind.INVALID,
          "attachment_refused",
          "An image, a file, sound or a long run of base64 cannot be searched for names.");
    } catch (JsonInvalid e) {
      throw new GatewayError(
          GatewayError.Kind.INVALID, "malformed_json", "The body is not one JSON object.");
    }
  }

  private static Map<String, String> headers(Wish wish) {
    Map<String, String> headers = new HashMap<>(wish.incoming().headers());
    if (wish.asks()) {
      headers.put("content-type", "application/json");
    }
    headers.put("accept", wish.asked().stream() ? "text/event-stream" : "application/json");
    return headers;
  }

  private static AccessEntry entry(Wish wish, List<Replacement> replacements, int bytes) {
    AccessDetail detail = AccessDetail.empty().with("provider", wish.dialect().key());
    if (!wish.asks()) {
      return entry(detail.with("endpoint", "models"));
    }
    detail =
        detail
            .with("endpoint", wish.endpoint().key())
            .with("model", wish.asked().model())
            .with("bytes_out", bytes);
    Map<String, Long> kinds = new HashMap<>();
    for (Replacement replacement : replacements) {
      kinds.merge(replacement.token().kind().name(), 1L, Long::sum);
    }
    for (Map.Entry<String, Long> kind : kinds.entrySet()) {
      detail = detail.with("replaced_" + kind.getKey().toLowerCase(Locale.ROOT), kind.getValue());
    }
    return entry(detail);
  }

  private static AccessEntry entry(AccessDetail detail) {
    return AccessEntry.of(AccessAction.MODEL_CALL, DATA).with(detail);
  }
}
