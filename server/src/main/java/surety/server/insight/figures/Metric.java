package surety.server.insight.figures;

import java.util.Locale;

/// What each figure is: one definition, the same wherever the figure is shown.
///
/// A change of what a figure counts is a new version, so that two numbers with one id and version
/// may be compared.
public enum Metric {
  UTILISATION(
      1,
      "Billable utilisation",
      "Billable hours ÷ available hours",
      "Hours that are billable by nature, as flagged on each time entry, of people who have a"
          + " contract on that day.",
      "Hours by contract, less public holidays and approved leave. Joiners and leavers count by the"
          + " day, half days by the hour, two holidays on one day once. Beside it stand the same"
          + " hours ÷ contracted hours, and all billable hours ÷ all hours worked.",
      "Days up to and including today. Overtime may exceed 100 %. A group is the ratio of its sums,"
          + " never a mean of percentages.",
      "No money is involved.",
      "Nobody has available hours.",
      "Share of the worked hours that fall on days for which the person has a contract."),
  BILLABLE_RATE(
      1,
      "Billable rate",
      "Billable hours × bill rate of each entry ÷ those hours",
      "Each entry's billable hours at the rate that the source put on it.",
      "The billable hours that have such a rate.",
      "Clients' projects that earn by time or by a fixed fee.",
      "Each entry at the exchange rate of its own day.",
      "No billable hour has a rate.",
      "Share of the billable hours on clients' projects that have a bill rate."),
  EFFECTIVE_RATE(
      1,
      "Effective rate",
      "Net revenue ÷ hours, once per billable and once per worked hour",
      "Net revenue, see Revenue.",
      "Billable hours, or all hours worked, on the projects that earned the revenue. Hours whose"
          + " revenue cannot be known are in neither.",
      "Clients' projects that earn by time or by a fixed fee. Work for free and internal work are"
          + " left out.",
      "As revenue.",
      "There are no such hours.",
      "Share of the billable hours on clients' projects whose revenue is known."),
  REVENUE(
      1,
      "Revenue",
      "Time and materials: billable hours × bill rate, when worked. Fixed fee: fee × days passed ÷"
          + " days from start to end",
      "Time and materials: the rate that the source put on the entry, and no other."
          + " Fixed fee: spread evenly over calendar days from the project's first to its last day,"
          + " whatever was worked or invoiced.",
      "None.",
      "Time that is not yet approved is included and shown apart. Caps on time and materials are"
          + " not applied. Expenses and sub-consultants are not among what is read, so gross and"
          + " net revenue are the same here.",
      "Each entry at the exchange rate of its own day; each month's part of a fee at the rate of"
          + " its last day.",
      "Never. Without records it is zero, and what could not be counted is listed.",
      "Share of the hours on clients' projects whose revenue is known."),
  WORK_IN_PROGRESS(
      1,
      "Work in progress",
      "Per project: revenue so far − invoiced so far, where that is above zero",
      "Revenue of the project from its start to the end of the month.",
      "None. Where a project invoiced more than it earned, the difference is billed ahead. Projects"
          + " are not netted against each other.",
      "Invoice lines by project, without tax, drafts left out, credits deducted. Projects that"
          + " began before the first day that was read have no balance and are listed.",
      "Work and invoices each at the rate of their own day, so that differences of exchange stay"
          + " in.",
      "Never.",
      "Invoices without lines by project are not set against any project and are listed."),
  MARGIN(
      1,
      "Margin",
      "(Net revenue − cost of time) ÷ net revenue",
      "Revenue less hours × the person's cost rate on that day. Before overhead: internal time,"
          + " rent and the like are not in it.",
      "Net revenue.",
      "Clients' projects whose revenue can be known. Work for a client who never pays counts as"
          + " internal. Hours that lack a bill rate are left out on"
          + " both sides. Where hours lack a cost rate, the margin is an upper bound and marked ≤."
          + " Work of fewer than three people is joined with other work, so that nobody's cost rate"
          + " can be read from it.",
      "Each entry at the exchange rate of its own day.",
      "There is no revenue.",
      "Share of the hours whose revenue and cost are both known."),
  RECEIVABLES(
      1,
      "Receivables by age",
      "Sum of open amounts by days past the due date",
      "What is still to be paid on issued invoices, as the source counts it; part payments are"
          + " off.",
      "None.",
      "Today's open amounts of invoices issued since the first day that is read. An invoice due"
          + " today is not overdue. Credits that are not set against an invoice stand apart."
          + " Drafts, paid and written-off invoices are left out.",
      "Each invoice at the exchange rate of the day it was issued.",
      "Never.",
      "Invoices without an open amount or a due date are listed."),
  PIPELINE(
      1,
      "Weighted pipeline",
      "Sum of value × probability, by the month in which the deal is expected",
      "Each open deal's value times its chance to be won.",
      "None.",
      "Open deals that are expected from today on. Deals whose expected day has passed are stale"
          + " and stand apart. Sources give the day on which a deal closes, not the one on which"
          + " work starts.",
      "At the exchange rate of today.",
      "Never.",
      "Deals without a value, a probability or an expected day are listed with what they are"
          + " worth."),
  CAPACITY(
      1,
      "Capacity against bookings",
      "Available hours − confirmed bookings, by week from Monday to Sunday",
      "Hours by contract, less public holidays and approved leave.",
      "None. Tentative bookings are shown and not taken off.",
      "This week and the eleven after it. A booking that gives a total is spread evenly over its"
          + " working days. Work booked on time off is counted and flagged. Bookings of"
          + " placeholders and of people without a contract stand apart.",
      "No money is involved.",
      "Never.",
      "Bookings without hours are listed.");

  private final int version;
  private final String label;
  private final String formula;
  private final String numerator;
  private final String denominator;
  private final String filters;
  private final String currency;
  private final String blankWhen;
  private final String coverage;

  Metric(
      int version,
      String label,
      String formula,
      String numerator,
      String denominator,
      String filters,
      String currency,
      String blankWhen,
      String coverage) {
    this.version = version;
    this.label = label;
    this.formula = formula;
    this.numerator = numerator;
    this.denominator = denominator;
    this.filters = filters;
    this.currency = currency;
    this.blankWhen = blankWhen;
    this.coverage = coverage;
  }

  /// Name and version, such as `utilisation.1`.
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-') + "." + version;
  }

  /// The name that people read.
  public String label() {
    return label;
  }

  /// How it is computed, in words.
  public String formula() {
    return formula;
  }

  /// What is counted.
  public String numerator() {
    return numerator;
  }

  /// What it is counted against.
  public String denominator() {
    return denominator;
  }

  /// Which records go in.
  public String filters() {
    return filters;
  }

  /// How amounts of several currencies come together.
  public String currency() {
    return currency;
  }

  /// When there is no value at all.
  public String blankWhen() {
    return blankWhen;
  }

  /// What its coverage tells.
  public String coverage() {
    return coverage;
  }
}
