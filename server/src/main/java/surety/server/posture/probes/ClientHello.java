package surety.server.posture.probes;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;
import surety.server.posture.probe.Attempt;

/// The first message of a TLS client, byte by byte (RFC 5246, section 7.4.1.2): Java's own client
/// does not offer what is tried here.
final class ClientHello {

  /// Forward secrecy and authenticated encryption.
  static final String SOUND = "c02bc02fc02cc030cca9cca8";

  /// CBC, with all kinds of keys and digests.
  static final String CBC = "c009c00ac013c014c023c024c027c0280033003900670068002f0035003c003d";

  /// RC4, triple DES, export, anonymous and no encryption at all.
  static final String BROKEN = "00040005c007c011000ac008c012000100020003c006c010c015c018001b0034";

  /// Authenticated encryption whose keys a stolen server key opens later.
  static final String NO_SECRECY = "009c009d";

  private static final HexFormat HEX = HexFormat.of();
  // Groups x25519 and P-256, plain points, signatures from ECDSA to RSA with SHA-1, and what guards
  // the master secret and renegotiation.
  private static final String EXTENSIONS =
      "000a00060004001d0017"
          + "000b00020100"
          + "000d00140012040305030603080404010501060102030201"
          + "00170000"
          + "ff01000100";

  private ClientHello() {}

  /// A hello that offers this version at most, and these suites.
  ///
  /// @param version such as 0x0301 for TLS 1.0
  /// @param suites four hexadecimal digits each
  static byte[] offering(int version, String suites) {
    var hello = new ByteArrayOutputStream();
    two(hello, version);
    byte[] random = new byte[32];
    new SecureRandom().nextBytes(random);
    hello.writeBytes(random);
    hello.write(0); // no session to resume
    block(hello, HEX.parseHex(suites));
    hello.write(1);
    hello.write(0); // no compression
    block(hello, HEX.parseHex(EXTENSIONS));
    return record(version, hello.toByteArray());
  }

  private static byte[] record(int version, byte[] hello) {
    var message = new ByteArrayOutputStream();
    message.write(1);
    message.write(0);
    block(message, hello);
    var record = new ByteArrayOutputStream();
    record.write(22);
    two(record, Math.min(version, 0x0301));
    block(record, message.toByteArray());
    return record.toByteArray();
  }

  private static void two(ByteArrayOutputStream out, int value) {
    out.write(value >> 8);
    out.write(value);
  }

  private static void block(ByteArrayOutputStream out, byte[] bytes) {
    two(out, bytes.length);
    out.writeBytes(bytes);
  }

  /// Whether this is the beginning of a server's hello.
  static boolean isAccepted(byte[] answer) {
    return answer.length > 5 && answer[0] == 22 && answer[5] == 2;
  }

  /// An answer of at least 7 bytes, or none, for an offer that has to be refused.
  static Attempt judged(byte[] answer) {
    if (isAccepted(answer)) {
      return new Attempt.Succeeded("the server shook hands");
    }
    if (answer.length == 0) {
      return new Attempt.Refused("closed");
    }
    return answer.length > 6 && answer[0] == 21
        ? new Attempt.Refused("alert " + answer[6])
        : new Attempt.Unclear(new String(answer, StandardCharsets.ISO_8859_1));
  }
}
