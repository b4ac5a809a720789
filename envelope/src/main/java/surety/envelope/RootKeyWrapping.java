package surety.envelope;

/// A key that never leaves a service or a device, and that root keys are wrapped with so that they
/// can be kept in a file. Who has the file alone has nothing.
public interface RootKeyWrapping {

  /// Wraps the bytes of a root key.
  ///
  /// @param id of that key
  /// @return printable ASCII without white space, at most 1,000 characters
  /// @throws RootKeyRefused if the service or device does not do it; nothing was changed
  String wrap(RootKeyId id, byte[] rootKey);

  /// The bytes that were wrapped. The caller wipes them, and makes sure that they are the key of
  /// this id.
  ///
  /// @throws RootKeyRefused if the service or device does not do it, or did not wrap this
  byte[] unwrap(RootKeyId id, String wrapped);

  /// What wraps, in words for an operator: `OpenBao transit key surety at https://bao.example`.
  String origin();
}
