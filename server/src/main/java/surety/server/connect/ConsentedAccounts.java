package surety.server.connect;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;
import surety.server.connect.engine.ConnectorPlan;
import surety.server.connect.engine.OAuthPlan.Capture;
import surety.server.connect.oauth.Tokens;
import surety.server.egress.Credential;
import surety.server.egress.Destination;
import surety.server.egress.EgressClient;
import surety.server.egress.Exchange;
import surety.server.egress.PathTemplate;
import surety.server.egress.ReadHttp;
import surety.server.egress.ReadRule;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Asks a vendor which accounts a consent is for.
@Component
class ConsentedAccounts {

  private static final JsonMapper JSON = new JsonMapper();
  private static final int LONGEST = 1 << 20;

  private final EgressClient client;
  private final Places places;

  ConsentedAccounts(EgressClient client, Places places) {
    this.client = client;
    this.places = places;
  }

  /// An account of a vendor.
  record Account(String id, String name) {}

  /// The accounts; none if the vendor does not tell.
  List<Account> of(ConnectorPlan plan, Capture.InList list, Tokens tokens) {
    URI url = places.at(plan, list.url());
    Destination destination =
        Destination.at(
            url.resolve("/"), List.of(new ReadRule(new PathTemplate(url.getRawPath()), Set.of())));
    ReadHttp http =
        new ReadHttp(
            client,
            destination,
            Credential.boundTo(
                destination.origin(), Map.of("Authorization", "Bearer " + tokens.access())),
            Map.of("Accept", "application/json"));
    Exchange<JsonNode> exchange = http.get(url.getRawPath(), List.of(), ConsentedAccounts::read);
    return exchange instanceof Exchange.Answered<JsonNode>(_, _, var body) && body.isArray()
        ? body.valueStream().map(each -> account(each, list)).toList()
        : List.of();
  }

  private static JsonNode read(InputStream in) throws IOException {
    try {
      return JSON.readTree(in.readNBytes(LONGEST));
    } catch (JacksonException e) {
      // The message of the parser quotes its input, so it is not passed on.
      throw new IOException("not JSON");
    }
  }

  private static Account account(JsonNode each, Capture.InList list) {
    String name = each.path(list.name()).asString("");
    return new Account(
        each.path(list.id()).asString(""), name.substring(0, Math.min(200, name.length())));
  }
}
