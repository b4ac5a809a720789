package surety.server.vault;

import java.util.Locale;

/// Where the root key of a server is kept, and what that is worth.
public enum RootKeyPlace {
  /// In a file, wrapped by a key of a device that gives it to nobody.
  PKCS11(
      "A",
      "a stolen disk, backup or database, and a copied environment: the device is needed too",
      "who runs code in the server or reads its memory, and who has device and PIN"),
  /// In a file, wrapped by a key of a key service that gives it to nobody.
  TRANSIT(
      "A",
      "a stolen disk, backup or database, and a copied environment: the service must unwrap the"
          + " key, tells in its log that it did, and can refuse from then on",
      "who runs code in the server or reads its memory, and who has the token and reaches the"
          + " service"),
  /// In a file of the server's own account.
  FILE(
      "B",
      "a stolen database or a backup of it",
      "who reads the files of the server's account, or has the disk while it is not encrypted"),
  /// In the environment of the process.
  ENVIRONMENT(
      "C",
      "a stolen database or a backup of it, and a stolen disk unless the environment is written on"
          + " it",
      "who reads the environment of the process, its unit file or its container's description; and"
          + " every program that inherits it");

  private final String grade;
  private final String protectsAgainst;
  private final String notAgainst;

  RootKeyPlace(String grade, String protectsAgainst, String notAgainst) {
    this.grade = grade;
    this.protectsAgainst = protectsAgainst;
    this.notAgainst = notAgainst;
  }

  /// A, B or C; A is the best.
  public String grade() {
    return grade;
  }

  /// What a thief who has only this cannot do anything with.
  public String protectsAgainst() {
    return protectsAgainst;
  }

  /// Who gets the key all the same.
  public String notAgainst() {
    return notAgainst;
  }

  /// The name in settings and in the table.
  public String stored() {
    return name().toLowerCase(Locale.ROOT);
  }
}
