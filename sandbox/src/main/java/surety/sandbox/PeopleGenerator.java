package surety.sandbox;

import java.text.Normalizer;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/// Makes 25 people and a placeholder: full-time and part-time, joiners and leavers, with raises
/// every January, and with the gaps in cost rates that real firms have.
final class PeopleGenerator {
  static final int PEOPLE = 25;
  private static final List<String> NAMES =
      List.of(
          "Zoë Brânză",
          "Łukasz Wójcik",
          "Anna Wójcik",
          "Søren Ångström",
          "Núria Ibáñez",
          "Jana Nováková",
          "Tomáš Novák",
          "Mara Quint",
          "Ivo Lent",
          "Ada Brandt",
          "Ömer Şahin",
          "Chloé D'Aubigné",
          "Jürgen Groß",
          "Siobhán O'Neill",
          "João Conceição",
          "Đorđe Marković",
          "Nguyễn Thị Hoa",
          "Eva Lindqvist",
          "Erik Lindqvist",
          "Fatima al-Rashid",
          "Béla Kovács",
          "Ieva Bērziņa",
          "Giulia Rossi",
          "Marco Rossi",
          "Kateryna Шевченко");
  private static final List<String> TITLES =
      List.of("Partner", "Project Manager", "Engineer", "Designer", "Engineer", "Consultant");
  private static final int[] COST_CENTS = {7800, 5600, 4800, 4200, 5200, 6000};
  private static final int[] LIST_PRICE_CENTS = {18000, 13000, 12000, 11000, 12500, 14500};

  private final FirmBuilder firm;
  private final SplittableRandom random;
  private final LocalDate start;

  PeopleGenerator(FirmBuilder firm, SplittableRandom random) {
    this.firm = firm;
    this.random = random;
    this.start = FirmGenerator.historyStart(firm.today);
  }

  void generate() {
    for (int i = 0; i < PEOPLE; i++) {
      firm.people.add(person(i));
    }
    firm.people.add(placeholder());
  }

  private Person person(int index) {
    String[] name = NAMES.get(index).split(" (?=[^ ]+$)", 2);
    LocalDate joined = joinedOn(index);
    LocalDate left = leftOn(index);
    int role = index < 2 ? 0 : 1 + index % 5;
    return new Person(
        90_101 + index,
        name[0],
        name[1],
        address(name[0], index),
        TITLES.get(role),
        index == 8 || index == 19,
        false,
        left == null,
        joined,
        left,
        capacities(index, joined, left),
        costRates(index, role, joined, left),
        index == 16 ? null : new Money(LIST_PRICE_CENTS[role], FirmGenerator.HOME));
  }

  private Person placeholder() {
    return new Person(
        90_101 + PEOPLE,
        "Senior",
        "Engineer (to be hired)",
        "",
        "Engineer",
        false,
        true,
        true,
        null,
        null,
        List.of(),
        List.of(),
        null);
  }

  private static String address(String firstName, int index) {
    String plain = Normalizer.normalize(firstName, Normalizer.Form.NFD).replaceAll("[^A-Za-z]", "");
    return plain.toLowerCase(Locale.ROOT) + "." + (index + 1) + "@marlinoak.example";
  }

  private LocalDate joinedOn(int index) {
    if (index >= 17 && index < 23) {
      return start.plusDays(60L + (index - 17) * 150L + random.nextInt(40)).withDayOfMonth(1);
    }
    return start.minusDays(200L + random.nextInt(1500)).withDayOfMonth(1);
  }

  private @Nullable LocalDate leftOn(int index) {
    return switch (index) {
      case 5 -> start.plusDays(400);
      case 11 -> start.plusDays(640);
      case 14 -> start.plusDays(875);
      case 18 -> firm.today.minusDays(45);
      default -> null;
    };
  }

  private List<Person.Capacity> capacities(int index, LocalDate joined, @Nullable LocalDate left) {
    List<Integer> full = List.of(480, 480, 480, 480, 480, 0, 0);
    return switch (index) {
      case 3 -> List.of(new Person.Capacity(joined, left, List.of(480, 480, 480, 480, 0, 0, 0)));
      case 9 -> List.of(new Person.Capacity(joined, left, List.of(360, 360, 360, 360, 360, 0, 0)));
      case 13 -> List.of(new Person.Capacity(joined, left, List.of(0, 480, 480, 480, 0, 0, 0)));
      case 21 -> List.of(new Person.Capacity(joined, left, List.of(480, 240, 480, 240, 480, 0, 0)));
      case 7 -> {
        LocalDate change = start.plusDays(500).withDayOfMonth(1);
        yield List.of(
            new Person.Capacity(joined, change.minusDays(1), full),
            new Person.Capacity(change, left, List.of(480, 480, 480, 0, 0, 0, 0)));
      }
      default -> List.of(new Person.Capacity(joined, left, full));
    };
  }

  // Two people never got a cost rate, one got it a year late: what a missing rate does to a margin.
  private List<Person.CostRate> costRates(
      int index, int role, LocalDate joined, @Nullable LocalDate left) {
    if (index == 16 || index == 22) {
      return List.of();
    }
    List<Person.CostRate> rates = new ArrayList<>();
    long cents = toStep(COST_CENTS[role] * (90L + random.nextInt(25)) / 100);
    LocalDate end = left == null ? firm.today : left;
    LocalDate from = index == 17 ? joined.plusYears(1) : joined;
    while (!from.isAfter(end)) {
      LocalDate next = LocalDate.of(from.getYear() + 1, 1, 1);
      boolean last = next.isAfter(end);
      LocalDate to = last ? left : next.minusDays(1);
      rates.add(new Person.CostRate(from, to, new Money(cents, FirmGenerator.HOME)));
      cents = toStep(cents * 103 / 100);
      from = next;
    }
    return rates;
  }

  /// Rounds to 0.20, so that a quarter of an hour costs whole cents.
  static long toStep(long cents) {
    return cents / 20 * 20;
  }
}
