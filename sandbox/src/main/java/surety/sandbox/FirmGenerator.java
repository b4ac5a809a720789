package surety.sandbox;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Map;
import java.util.SplittableRandom;

/// Makes a firm in the order in which one thing needs another: people, work, absence, time,
/// invoices.
///
/// Each part draws from its own random sequence, so that a change in one part leaves the others
/// alone.
final class FirmGenerator {
  static final String HOME = "EUR";
  private static final Map<String, BigDecimal> RATES =
      Map.of(
          HOME,
          BigDecimal.ONE,
          "USD",
          new BigDecimal("0.9200"),
          "GBP",
          new BigDecimal("1.1700"),
          "CHF",
          new BigDecimal("1.0400"));

  private final long seed;
  private final LocalDate today;

  FirmGenerator(long seed, LocalDate today) {
    this.seed = seed;
    this.today = today;
  }

  Firm firm() {
    FirmBuilder firm = new FirmBuilder("Marlin & Oak Studio", today, RATES);
    new PeopleGenerator(firm, random(1)).generate();
    new WorkGenerator(firm, random(2)).generate();
    AbsenceGenerator absence = new AbsenceGenerator(firm, random(3));
    absence.generate();
    new TimeGenerator(firm, absence.absentMinutes(), random(4)).generate();
    new InvoiceGenerator(firm, random(5)).generate();
    new DealGenerator(firm, random(6)).generate();
    new WorkBookingGenerator(firm, random(7)).generate();
    return firm.build();
  }

  static LocalDate historyStart(LocalDate today) {
    return today.minusYears(3);
  }

  private SplittableRandom random(int part) {
    return new SplittableRandom(seed * 31 + part);
  }
}
