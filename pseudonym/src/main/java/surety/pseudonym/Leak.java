package surety.pseudonym;

/// A name that the directory knows was about to leave. It does not hold the name.
///
/// @param kind what is named
/// @param view where it was found, from the outside in: `body/json/base64` is a base64 run in a
///     string of the body
public record Leak(EntityKind kind, String view) implements Look {}
