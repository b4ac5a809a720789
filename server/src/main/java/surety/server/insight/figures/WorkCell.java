package surety.server.insight.figures;

import java.util.BitSet;

/// Sums of one project's time in one month. Confined to one fold.
final class WorkCell {
  long worked;
  long billable;

  /// Time and materials whose bill rate is missing: left out with its cost.
  long leftOutWorked;

  long leftOutBillable;

  Amount revenue = Amount.ZERO;
  Amount unapproved = Amount.ZERO;

  long ratedBillable;
  Amount standardValue = Amount.ZERO;

  long costed;
  long uncosted;
  Amount cost = Amount.ZERO;
  final BitSet costedPeople = new BitSet();

  Amount invoiced = Amount.ZERO;

  void standard(Amount value, long seconds) {
    standardValue = standardValue.plus(value);
    ratedBillable += seconds;
  }

  void earned(Amount value, boolean approved) {
    revenue = revenue.plus(value);
    unapproved = approved ? unapproved : unapproved.plus(value);
  }

  void leftOut(long workedSeconds, long billableSeconds) {
    leftOutWorked += workedSeconds;
    leftOutBillable += billableSeconds;
  }

  void cost(Amount value, long seconds, int person) {
    cost = cost.plus(value);
    costed += seconds;
    costedPeople.set(person);
  }
}
