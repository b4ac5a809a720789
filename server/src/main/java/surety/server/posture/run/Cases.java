package surety.server.posture.run;

/// A run in numbers.
///
/// @param declared cases that were found to attack
/// @param executed of these, those that were attacked at least once
/// @param attacksRefused attacks that the control refused
/// @param attacksSucceeded attacks that got through
/// @param positiveControls permitted things that worked
/// @param population the most cases that were found before, or now
public record Cases(
    int declared,
    int executed,
    int attacksRefused,
    int attacksSucceeded,
    int positiveControls,
    int population) {}
