package surety.sandbox;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/// Decides what becomes of an invoice: drafted, sent, paid in time, late or in parts, written off.
final class InvoiceFate {
  private final LocalDate today;
  private final SplittableRandom random;
  private long nextPayment = 820_001;
  private int nextNumber = 1;

  InvoiceFate(LocalDate today, SplittableRandom random) {
    this.today = today;
    this.random = random;
  }

  Invoice invoice(long id, Client client, InvoiceGenerator.Plan plan, boolean newest) {
    long net = plan.lines().stream().mapToLong(Invoice.Line::amount).sum();
    int percent = taxPercent(client.currency());
    long tax = tax(net, percent);
    LocalDate created = earlier(plan.to().plusDays(1L + random.nextInt(6)), today);
    if (newest && random.nextInt(3) == 0) {
      return draft(id, client, plan, created, percent, net, tax);
    }
    LocalDate due = random.nextInt(80) == 0 ? null : created.plusDays(client.paymentTermDays());
    Settlement settlement = settle(created, client, net + tax);
    return new Invoice(
        id,
        number(created),
        Invoice.Kind.INVOICE,
        client.id(),
        settlement.state(),
        subject(plan),
        client.currency(),
        created,
        created,
        due,
        earlier(created.plusDays(1), today),
        settlement.closedOn(),
        plan.from(),
        plan.to(),
        percent,
        net,
        tax,
        0,
        settlement.writtenOff(),
        plan.lines(),
        settlement.payments(),
        null);
  }

  private Invoice draft(
      long id,
      Client client,
      InvoiceGenerator.Plan plan,
      LocalDate created,
      int percent,
      long net,
      long tax) {
    boolean dated = random.nextBoolean();
    return new Invoice(
        id,
        dated ? number(created) : null,
        Invoice.Kind.INVOICE,
        client.id(),
        Invoice.State.DRAFT,
        subject(plan),
        client.currency(),
        created,
        dated ? created : null,
        dated ? created.plusDays(client.paymentTermDays()) : null,
        null,
        null,
        plan.from(),
        plan.to(),
        percent,
        net,
        tax,
        0,
        0,
        plan.lines(),
        List.of(),
        null);
  }

  private record Settlement(
      Invoice.State state,
      @Nullable LocalDate closedOn,
      long writtenOff,
      List<Invoice.Payment> payments) {}

  private Settlement settle(LocalDate issued, Client client, long gross) {
    int draw = random.nextInt(1000);
    LocalDate payday = issued.plusDays(client.paymentTermDays() + random.nextInt(45) - 6L);
    boolean disputed = draw < 12;
    if (disputed || !payday.isBefore(today)) {
      return open(issued, draw, gross);
    }
    if (draw < 24 && issued.isBefore(today.minusDays(300))) {
      return writtenOff(payday, draw, gross);
    }
    if (draw < 90) {
      return inParts(payday, gross);
    }
    List<Invoice.Payment> whole = List.of(payment(payday, gross));
    return new Settlement(Invoice.State.PAID, payday, 0, whole);
  }

  private Settlement open(LocalDate issued, int draw, long gross) {
    LocalDate early = issued.plusDays(5);
    boolean deposit = draw % 7 == 0 && early.isBefore(today);
    List<Invoice.Payment> paid = deposit ? List.of(payment(early, gross * 3 / 10)) : List.of();
    return new Settlement(Invoice.State.OPEN, null, 0, paid);
  }

  private Settlement writtenOff(LocalDate payday, int draw, long gross) {
    long paid = draw % 2 == 0 ? gross / 4 : 0;
    List<Invoice.Payment> payments = paid == 0 ? List.of() : List.of(payment(payday, paid));
    return new Settlement(
        Invoice.State.WRITTEN_OFF, earlier(payday.plusDays(200), today), gross - paid, payments);
  }

  private Settlement inParts(LocalDate payday, long gross) {
    long first = gross * (30 + random.nextInt(40)) / 100;
    LocalDate second = payday.plusDays(10L + random.nextInt(60));
    List<Invoice.Payment> payments = new ArrayList<>(List.of(payment(payday, first)));
    if (second.isAfter(today)) {
      return new Settlement(Invoice.State.OPEN, null, 0, payments);
    }
    payments.add(payment(second, gross - first));
    return new Settlement(Invoice.State.PAID, second, 0, payments);
  }

  private Invoice.Payment payment(LocalDate day, long amount) {
    return new Invoice.Payment(nextPayment++, day, amount);
  }

  private String number(LocalDate day) {
    return "%d-%04d".formatted(day.getYear(), nextNumber++);
  }

  private static String subject(InvoiceGenerator.Plan plan) {
    return plan.project().name() + ", " + plan.from() + " to " + plan.to();
  }

  private static int taxPercent(String currency) {
    return switch (currency) {
      case "EUR" -> 21;
      case "GBP" -> 20;
      case "CHF" -> 8;
      default -> 0;
    };
  }

  /// Tax on a net amount, rounded half away from zero to a minor unit.
  static long tax(long net, int percent) {
    long hundredths = net * percent;
    return (hundredths + (hundredths < 0 ? -50 : 50)) / 100;
  }

  private static LocalDate earlier(LocalDate a, LocalDate b) {
    return a.isBefore(b) ? a : b;
  }
}
