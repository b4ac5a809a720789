package surety.server.insight.figures;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import surety.server.platform.Ephemeral;

/// What clients still owe, by days past the due date.
///
/// @param clients largest open amount first
public record Receivables(List<Client> clients) implements Ephemeral {

  /// How long past its due date an open amount is.
  public enum Age {
    NOT_DUE,
    DAYS_1_TO_30,
    DAYS_31_TO_60,
    DAYS_61_TO_90,
    DAYS_OVER_90,
    NO_DUE_DATE,
    /// Credits not yet set against an invoice: shown apart, in no age.
    CREDITS;

    static Age ofDays(long daysPastDue) {
      if (daysPastDue <= 0) {
        return NOT_DUE;
      }
      if (daysPastDue <= 30) {
        return DAYS_1_TO_30;
      }
      if (daysPastDue <= 60) {
        return DAYS_31_TO_60;
      }
      return daysPastDue <= 90 ? DAYS_61_TO_90 : DAYS_OVER_90;
    }
  }

  /// Invoices of one age.
  public record Bucket(int count, Amount amount) implements Ephemeral {

    /// Nothing open.
    public static final Bucket EMPTY = new Bucket(0, Amount.ZERO);

    /// Both together.
    public Bucket plus(Bucket other) {
      return new Bucket(count + other.count, amount.plus(other.amount));
    }

    @Override
    public String toString() {
      return "Bucket[...]";
    }
  }

  /// One client's open amounts; an age without any is absent.
  public record Client(String name, Map<Age, Bucket> buckets) implements Ephemeral {
    public Client {
      buckets = Map.copyOf(buckets);
    }

    /// The amounts of one age.
    public Bucket of(Age age) {
      return buckets.getOrDefault(age, Bucket.EMPTY);
    }

    /// All ages and credits together.
    public Amount total() {
      return buckets.values().stream().map(Bucket::amount).reduce(Amount.ZERO, Amount::plus);
    }

    @Override
    public String toString() {
      return "Client[...]";
    }
  }

  public Receivables {
    clients =
        clients.stream()
            .sorted(Comparator.comparing(Client::total).reversed().thenComparing(Client::name))
            .toList();
  }

  /// The amounts of one age over all clients.
  public Bucket of(Age age) {
    return clients.stream().map(client -> client.of(age)).reduce(Bucket.EMPTY, Bucket::plus);
  }

  /// The sums by age, every age present.
  public Map<Age, Bucket> byAge() {
    Map<Age, Bucket> sums = new EnumMap<>(Age.class);
    for (Age age : Age.values()) {
      sums.put(age, of(age));
    }
    return sums;
  }

  /// All ages and credits together.
  public Bucket total() {
    return byAge().values().stream().reduce(Bucket.EMPTY, Bucket::plus);
  }

  @Override
  public String toString() {
    return "Receivables[...]";
  }
}
