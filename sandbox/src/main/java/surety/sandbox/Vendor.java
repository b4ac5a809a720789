package surety.sandbox;

/// A vendor whose wire format the sandbox speaks.
public enum Vendor {
  /// Productive.io, API version 2 (JSON:API).
  PRODUCTIVE,
  /// Harvest, API version 2.
  HARVEST
}
