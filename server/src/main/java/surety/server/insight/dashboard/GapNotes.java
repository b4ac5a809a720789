package surety.server.insight.dashboard;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import surety.server.insight.figures.Aggregates;
import surety.server.insight.figures.Gap;
import surety.server.insight.figures.Range;

/// Puts gaps into sentences.
final class GapNotes {

  private static final int MOST_NAMES = 8;

  private final Aggregates figures;
  private final Range range;
  private final Formats formats;

  GapNotes(Aggregates figures, Range range, Formats formats) {
    this.figures = figures;
    this.range = range;
    this.formats = formats;
  }

  /// One note for each kind that has gaps in the range.
  List<GapNote> of(Gap.Kind... kinds) {
    List<GapNote> notes = new ArrayList<>();
    for (Gap.Kind kind : kinds) {
      List<Gap> gaps = figures.gaps(range, kind);
      if (!gaps.isEmpty()) {
        notes.add(note(kind, gaps));
      }
    }
    return notes;
  }

  private GapNote note(Gap.Kind kind, List<Gap> gaps) {
    boolean rates = kind == Gap.Kind.NO_EXCHANGE_RATE || kind == Gap.Kind.NO_COST_EXCHANGE_RATE;
    return new GapNote(sentence(kind, gaps), names(gaps), rates);
  }

  private String sentence(Gap.Kind kind, List<Gap> gaps) {
    long count = gaps.stream().mapToLong(Gap::count).sum();
    String size = size(gaps);
    return switch (kind) {
      case NO_BILL_RATE ->
          size
              + " by time and materials have no bill rate. They are in no revenue, rate or margin.";
      case NO_COST_RATE ->
          size + " have no cost rate. Their cost is missing, so the margin is an upper bound.";
      case NO_EXCHANGE_RATE -> size + " cannot be converted: no exchange rate. Left out.";
      case NO_COST_EXCHANGE_RATE ->
          size + " cost an amount that cannot be converted. The margin is an upper bound.";
      case NO_CONTRACT ->
          size + " fall on days without a contract. They are left out of the ratio.";
      case LEAVER_WITHOUT_END ->
          people(count) + " left without an end of contract. They count up to their last entry.";
      case UNKNOWN_PROJECT ->
          size + " are on projects that the source did not deliver. Left out of revenue.";
      case NOT_RECOGNISABLE ->
          "Revenue of "
              + projects(gaps.size())
              + " cannot be recognised: a fixed fee without fee,"
              + " start or end, or an unknown way of billing. "
              + size
              + " are left out.";
      case STARTED_BEFORE_DATA ->
          capital(projects(gaps.size()))
              + " began before "
              + Formats.day(figures.dataFrom())
              + ", the first day that was read. They have no balance here.";
      case BALANCE_UNKNOWN ->
          capital(projects(gaps.size()))
              + " have amounts that cannot be placed. They have no balance here.";
      case FUTURE_TIME -> size + " are logged for days to come. Left out.";
      case NO_ISSUE_DATE -> invoices(count) + " without an issue date: " + size + ". Left out.";
      case NO_INVOICE_LINES ->
          size + " on invoices fall on no project. They are invoiced, and in no balance.";
      case NO_DUE_DATE -> invoices(count) + " without a due date stand apart.";
      case NO_OPEN_AMOUNT ->
          invoices(count) + " without an open amount, of " + size + " in total. Left out.";
      case NO_PROBABILITY -> deals(count) + " without a probability, worth " + size + ". Left out.";
      case NO_CLOSE_DATE ->
          deals(count) + " without an expected day, worth " + size + ". Left out.";
      case NO_DEAL_VALUE -> deals(count) + " without a value. Left out.";
      case BOOKING_WITHOUT_HOURS -> count + " bookings without hours or with impossible days.";
    };
  }

  private String size(List<Gap> gaps) {
    long seconds = gaps.stream().mapToLong(Gap::seconds).sum();
    Map<String, BigDecimal> sums = new TreeMap<>();
    gaps.forEach(
        gap -> gap.amounts().forEach((code, sum) -> sums.merge(code, sum, BigDecimal::add)));
    List<String> parts = new ArrayList<>();
    if (seconds > 0 || sums.isEmpty()) {
      parts.add(formats.hoursText(seconds));
    }
    sums.forEach((code, sum) -> parts.add(code + "\u00a0" + Formats.number(sum)));
    return String.join(", ", parts);
  }

  private String names(List<Gap> gaps) {
    List<Gap> named = gaps.stream().filter(gap -> !gap.name().isEmpty()).toList();
    String first =
        named.stream().limit(MOST_NAMES).map(this::named).collect(Collectors.joining(", "));
    int more = named.size() - MOST_NAMES;
    return more > 0 ? first + " and " + more + " more" : first;
  }

  private String named(Gap gap) {
    return gap.seconds() > 0
        ? gap.name() + " (" + formats.hoursText(gap.seconds()) + ")"
        : gap.name();
  }

  private static String people(long count) {
    return count == 1 ? "One person" : count + " people";
  }

  private static String projects(long count) {
    return count == 1 ? "one project" : count + " projects";
  }

  private static String capital(String text) {
    return Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }

  private static String invoices(long count) {
    return count == 1 ? "One invoice" : count + " invoices";
  }

  private static String deals(long count) {
    return count == 1 ? "One open deal" : count + " open deals";
  }
}
