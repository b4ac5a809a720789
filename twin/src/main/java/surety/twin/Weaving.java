package surety.twin;

/// One method to be replaced while a fault is live.
record Weaving(String fault, DeclaredFault.Woven part) {}
