package surety.pseudonym.command;

import java.nio.file.Path;
import java.util.HexFormat;
import surety.pseudonym.TokenKey;

/// The key of stable tokens, 64 hexadecimal digits in a file.
final class KeyFile {
  private KeyFile() {}

  static TokenKey read(Path path) throws Stop {
    String digits = Input.text(path).strip();
    if (!digits.matches("[0-9a-fA-F]{64}")) {
      throw Stop.wrong(path + ": a key is 64 hexadecimal digits; 'openssl rand -hex 32' makes one");
    }
    return TokenKey.of(HexFormat.of().parseHex(digits));
  }
}
