package surety.server.posture.run;

/// A number that a run measured.
public record Measured(String name, double value, String unit) {}
