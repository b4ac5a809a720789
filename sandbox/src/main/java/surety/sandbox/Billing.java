package surety.sandbox;

/// How work earns its revenue.
public enum Billing {
  /// Each billable hour at the hourly rate of its service.
  TIME_AND_MATERIALS,
  /// One agreed price, whatever the hours.
  FIXED_FEE,
  /// Not paid for: internal work, rework, work for a good cause.
  NON_BILLABLE
}
