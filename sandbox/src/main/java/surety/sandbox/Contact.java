package surety.sandbox;

/// A person at a client. Productive.io lists contacts among people; Harvest's people do not hold
/// them.
public record Contact(long id, long clientId, String firstName, String lastName, String email) {}
