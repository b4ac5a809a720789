package surety.envelope;

/// A place outside the database that keeps the root keys.
public interface RootKeyProvider {

  /// Reads the keys.
  ///
  /// @throws RootKeyRefused if they are absent, malformed or badly kept
  KeyRing load();

  /// True if there is something to load, well kept or not.
  boolean exists();

  /// The place in words for an operator, without any key: `file /var/lib/surety/keys/root.key`.
  String origin();
}
