package surety.server.ai.provider;

import java.net.URI;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// What the operator allows and charges for calls to model providers.
///
/// @param compatible `SURETY_AI_COMPATIBLE`: base URLs of other providers that speak OpenAI's form,
///     such as `https://models.example.org/v1`, separated by commas; workspaces may choose them
/// @param prices `SURETY_AI_PRICES`: US dollars for a million tokens in and out by model, such as
///     `small-model=0.5/2,large-model=3/15`; these models' names may also be sent unsearched
/// @param otherPrice `SURETY_AI_OTHER_PRICE`: the same for every model that is not in the list
@ConfigurationProperties("surety.ai")
public record ModelSettings(
    @DefaultValue List<URI> compatible,
    @DefaultValue("") String prices,
    @DefaultValue("15/75") String otherPrice) {

  /// @throws IllegalArgumentException if a URL or a price is malformed
  public ModelSettings {
    compatible = List.copyOf(compatible);
    PriceTable.parse(prices, otherPrice);
  }

  /// The prices, ready for use.
  public PriceTable table() {
    return PriceTable.parse(prices, otherPrice);
  }
}
