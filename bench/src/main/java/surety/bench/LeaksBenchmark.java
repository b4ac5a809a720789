package surety.bench;

/// How many names leave, of a million in disguise; how many come back wrong; and how many ordinary
/// words are taken for names.
final class LeaksBenchmark implements Benchmark {
  private static final int CASES = 1_000_000;
  private static final long FIRM = 3;
  private static final int QUICK = 20_000;

  @Override
  public String name() {
    return "leaks";
  }

  @Override
  public String question() {
    return "names that leave or come back wrong, of 1,000,000 in disguise; ordinary words replaced";
  }

  @Override
  public Report run(boolean quick) {
    return new LeakHunt(FIRM).run(quick ? QUICK : CASES);
  }
}
