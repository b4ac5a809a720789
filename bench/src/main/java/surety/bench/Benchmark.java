package surety.bench;

/// One question about speed, with a name by which it is run.
interface Benchmark {

  String name();

  /// What is measured against what, in one line.
  String question();

  /// Measures.
  ///
  /// @param quick whether short rounds are enough, to see that it works
  Report run(boolean quick) throws Exception;
}
