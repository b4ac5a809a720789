package surety.sandbox;

import java.time.LocalDate;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/// Makes 150 deals, won, lost and open, with the neglect that pipelines show.
final class DealGenerator {
  static final int DEALS = 150;
  private static final int OPEN_FROM = 112;
  private static final List<String> SUBJECTS =
      List.of(
          "Phase 2",
          "Relaunch",
          "Audit",
          "App",
          "Retainer",
          "Prototype",
          "Integration",
          "Überblick");
  private static final List<Deal.Stage> STAGES =
      List.of(
          new Deal.Stage(41, "Lead", 1, Deal.State.OPEN, 10),
          new Deal.Stage(42, "Qualified", 2, Deal.State.OPEN, 30),
          new Deal.Stage(43, "Proposal sent", 3, Deal.State.OPEN, 60),
          new Deal.Stage(44, "Negotiation", 4, Deal.State.OPEN, 80),
          new Deal.Stage(45, "Won", 5, Deal.State.WON, 100),
          new Deal.Stage(46, "Lost", 6, Deal.State.LOST, 0));

  private final FirmBuilder firm;
  private final SplittableRandom random;

  DealGenerator(FirmBuilder firm, SplittableRandom random) {
    this.firm = firm;
    this.random = random;
  }

  void generate() {
    firm.stages.addAll(STAGES);
    for (int i = 0; i < DEALS; i++) {
      firm.deals.add(deal(i));
    }
  }

  private Deal deal(int index) {
    Client client = firm.clients.get(random.nextInt(firm.clients.size()));
    boolean open = index >= OPEN_FROM;
    Deal.State state = open ? Deal.State.OPEN : closedState();
    LocalDate created = created(index, open);
    Deal.Stage stage = stage(state);
    return new Deal(
        301_001 + index,
        client.name() + ": " + SUBJECTS.get(random.nextInt(SUBJECTS.size())),
        client.id(),
        state,
        index % 41 == 40 ? null : value(client.currency()),
        index % 29 == 28 ? null : probability(stage),
        stage.id(),
        created,
        index % 17 == 16 ? null : created.plusDays(40L + random.nextInt(110)),
        open ? null : earlier(created.plusDays(15L + random.nextInt(120)), firm.today),
        90_101 + random.nextInt(3));
  }

  private Deal.State closedState() {
    return random.nextInt(100) < 54 ? Deal.State.WON : Deal.State.LOST;
  }

  private LocalDate created(int index, boolean open) {
    if (open) {
      return firm.today.minusDays(3L + random.nextInt(130));
    }
    return FirmGenerator.historyStart(firm.today).plusDays(index * 8L + random.nextInt(20));
  }

  private Deal.Stage stage(Deal.State state) {
    return switch (state) {
      case OPEN -> STAGES.get(random.nextInt(4));
      case WON -> STAGES.get(4);
      case LOST -> STAGES.get(5);
    };
  }

  private int probability(Deal.Stage stage) {
    boolean closed = stage.state() != Deal.State.OPEN;
    return closed
        ? stage.probabilityPercent()
        : stage.probabilityPercent() + 5 * (random.nextInt(3) - 1);
  }

  private @Nullable Money value(String currency) {
    return new Money((40L + random.nextInt(900)) * 10_000, currency);
  }

  private static LocalDate earlier(LocalDate a, LocalDate b) {
    return a.isBefore(b) ? a : b;
  }
}
