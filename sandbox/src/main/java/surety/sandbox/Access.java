package surety.sandbox;

/// What a token may do.
enum Access {
  FULL,
  READ_ONLY,
  /// A restricted role: reads and writes, but rates and costs are missing from what it sees.
  WITHOUT_RATES
}
