package surety.server.insight.figures;

import java.time.YearMonth;
import surety.server.platform.Ephemeral;

/// A firm's sums of one month. Times are in seconds.
public record MonthSums(YearMonth month, Time time, Revenue revenue, Billing billing)
    implements Ephemeral {

  /// Time logged and time there was.
  ///
  /// @param worked all time
  /// @param billable the part that is billable by nature
  /// @param contractWorked the part of `worked` on days for which the person has a contract
  /// @param contractBillable the billable part of it
  /// @param contracted hours by contract
  /// @param available `contracted` less public holidays and approved leave
  public record Time(
      long worked,
      long billable,
      long contractWorked,
      long contractBillable,
      long contracted,
      long available)
      implements Ephemeral {

    static final Time NONE = new Time(0, 0, 0, 0, 0, 0);

    Time plus(Time other) {
      return new Time(
          worked + other.worked,
          billable + other.billable,
          contractWorked + other.contractWorked,
          contractBillable + other.contractBillable,
          contracted + other.contracted,
          available + other.available);
    }

    @Override
    public String toString() {
      return "Time[...]";
    }
  }

  /// Revenue and the hours behind it, over clients' projects that earn.
  ///
  /// @param byTheHour time and materials
  /// @param byFee fixed fees
  /// @param unapproved the part of `byTheHour` that nobody has approved yet
  /// @param standardValue billable hours at their bill rate, on both kinds of projects
  /// @param ratedBillable the billable seconds in `standardValue`
  /// @param billable billable seconds whose revenue is known
  /// @param worked worked seconds whose revenue is known
  /// @param allBillable billable seconds on clients' projects, known or not
  /// @param allWorked worked seconds on clients' projects, known or not
  public record Revenue(
      Amount byTheHour,
      Amount byFee,
      Amount unapproved,
      Amount standardValue,
      long ratedBillable,
      long billable,
      long worked,
      long allBillable,
      long allWorked)
      implements Ephemeral {

    static final Revenue NONE =
        new Revenue(Amount.ZERO, Amount.ZERO, Amount.ZERO, Amount.ZERO, 0, 0, 0, 0, 0);

    /// Both kinds together.
    public Amount total() {
      return byTheHour.plus(byFee);
    }

    Revenue plus(Revenue other) {
      return new Revenue(
          byTheHour.plus(other.byTheHour),
          byFee.plus(other.byFee),
          unapproved.plus(other.unapproved),
          standardValue.plus(other.standardValue),
          ratedBillable + other.ratedBillable,
          billable + other.billable,
          worked + other.worked,
          allBillable + other.allBillable,
          allWorked + other.allWorked);
    }

    @Override
    public String toString() {
      return "Revenue[...]";
    }
  }

  /// Invoices, and how they stand against revenue at the end of the month.
  ///
  /// @param invoiced issued in the month, credits deducted
  /// @param unbilled work in progress at the end of the month: what projects earned and did not
  ///     invoice yet, not netted against `ahead`
  /// @param ahead what projects invoiced and did not earn yet
  public record Billing(Amount invoiced, Amount unbilled, Amount ahead) implements Ephemeral {

    static final Billing NONE = new Billing(Amount.ZERO, Amount.ZERO, Amount.ZERO);

    // Balances do not add up over months: the later one stands.
    Billing plus(Billing later) {
      return new Billing(invoiced.plus(later.invoiced), later.unbilled, later.ahead);
    }

    @Override
    public String toString() {
      return "Billing[...]";
    }
  }

  static MonthSums empty(YearMonth month) {
    return new MonthSums(month, Time.NONE, Revenue.NONE, Billing.NONE);
  }

  MonthSums plus(MonthSums later) {
    return new MonthSums(
        later.month,
        time.plus(later.time),
        revenue.plus(later.revenue),
        billing.plus(later.billing));
  }

  @Override
  public String toString() {
    return "MonthSums[...]";
  }
}
