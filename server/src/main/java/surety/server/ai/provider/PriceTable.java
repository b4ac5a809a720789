package surety.server.ai.provider;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What tokens cost. A dollar for a million tokens is a millionth of a dollar for one.
public final class PriceTable {

  private static final Pattern LINE =
      Pattern.compile("([A-Za-z0-9._:/-]{1,100})=([0-9.]{1,12}/[0-9.]{1,12})");
  private static final Pattern PRICE =
      Pattern.compile("([0-9]{1,6}(?:\\.[0-9]{1,6})?)/([0-9]{1,6}(?:\\.[0-9]{1,6})?)");

  private final Map<String, Price> prices;
  private final Price other;

  private record Price(BigDecimal in, BigDecimal out) {}

  private PriceTable(Map<String, Price> prices, Price other) {
    this.prices = prices;
    this.other = other;
  }

  /// Reads the settings.
  ///
  /// @throws IllegalArgumentException if one is malformed
  static PriceTable parse(String list, String other) {
    Map<String, Price> prices = new LinkedHashMap<>();
    for (String line : list.split(",")) {
      if (!line.isBlank()) {
        Matcher matcher = LINE.matcher(line.strip());
        if (!matcher.matches()) {
          throw new IllegalArgumentException("SURETY_AI_PRICES is not of the form model=0.5/2,...");
        }
        prices.put(matcher.group(1), price(matcher.group(2)));
      }
    }
    return new PriceTable(prices, price(other));
  }

  private static Price price(String text) {
    Matcher matcher = PRICE.matcher(text.strip());
    if (!matcher.matches()) {
      throw new IllegalArgumentException("a price is not of the form 0.5/2");
    }
    return new Price(new BigDecimal(matcher.group(1)), new BigDecimal(matcher.group(2)));
  }

  /// The models whose price is known.
  public Set<String> models() {
    return prices.keySet();
  }

  /// What so many tokens cost, in millionths of a dollar, rounded up.
  public long micros(String model, long tokensIn, long tokensOut) {
    Price price = prices.getOrDefault(model, other);
    return price
        .in()
        .multiply(BigDecimal.valueOf(tokensIn))
        .add(price.out().multiply(BigDecimal.valueOf(tokensOut)))
        .setScale(0, RoundingMode.CEILING)
        .longValueExact();
  }
}
