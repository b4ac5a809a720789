package surety.envelope;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Bytes that must not be seen: they are wiped on [#close], never printed, and compared in constant
/// time.
///
/// The bytes leave only through the two methods named `expose...`, so that a search for that word
/// finds every place that handles a secret in clear. Safe for use by several threads. Not
/// serializable. The JVM may have moved the array before it is wiped, so wiping shortens the time
/// that a secret is in memory and does not end it with certainty.
public final class SecretBytes implements AutoCloseable {
  private final byte[] bytes;
  private boolean wiped;

  private SecretBytes(byte[] bytes) {
    this.bytes = bytes;
  }

  /// Copies the bytes; the caller keeps, and should wipe, its own.
  public static SecretBytes copyOf(byte[] bytes) {
    return new SecretBytes(bytes.clone());
  }

  /// Copies the bytes and wipes the caller's array.
  public static SecretBytes taking(byte[] bytes) {
    SecretBytes secret = copyOf(bytes);
    Arrays.fill(bytes, (byte) 0);
    return secret;
  }

  /// The UTF-8 form of a text. The text itself stays in memory until it is collected.
  ///
  /// @throws IllegalArgumentException if the text holds an unpaired surrogate
  public static SecretBytes ofText(CharSequence text) {
    ByteBuffer encoded = encode(text);
    byte[] bytes = new byte[encoded.remaining()];
    encoded.get(bytes);
    Arrays.fill(encoded.array(), (byte) 0);
    return new SecretBytes(bytes);
  }

  /// The number of bytes.
  public int length() {
    return bytes.length;
  }

  /// Hands a copy of the bytes to the function and wipes the copy when it returns or throws.
  ///
  /// @throws IllegalStateException if the secret was closed
  public <T extends @Nullable Object> T expose(Function<byte[], T> use) {
    byte[] copy = copy();
    try {
      return use.apply(copy);
    } finally {
      Arrays.fill(copy, (byte) 0);
    }
  }

  /// Hands the bytes to the function as UTF-8 text. A `String` cannot be wiped: use it only where
  /// the receiver, such as a request header, takes nothing else.
  ///
  /// @throws IllegalStateException if the secret was closed
  public <T extends @Nullable Object> T exposeText(Function<String, T> use) {
    return expose(copy -> use.apply(new String(copy, StandardCharsets.UTF_8)));
  }

  /// True once [#close] was called.
  public synchronized boolean wiped() {
    return wiped;
  }

  /// Overwrites the bytes with zeros. Closing twice does nothing.
  @Override
  public synchronized void close() {
    Arrays.fill(bytes, (byte) 0);
    wiped = true;
  }

  /// Compares in a time that depends on the lengths alone. A closed secret equals only itself.
  @Override
  public boolean equals(@Nullable Object other) {
    if (this == other) {
      return true;
    }
    return other instanceof SecretBytes secret
        && !wiped()
        && !secret.wiped()
        && expose(mine -> secret.expose(theirs -> MessageDigest.isEqual(mine, theirs)));
  }

  /// The same for all secrets, because a hash of the bytes would tell about them.
  @Override
  public int hashCode() {
    return SecretBytes.class.hashCode();
  }

  @Override
  public String toString() {
    return "SecretBytes[...]";
  }

  private synchronized byte[] copy() {
    if (wiped) {
      throw new IllegalStateException("the secret was closed");
    }
    return bytes.clone();
  }

  private static ByteBuffer encode(CharSequence text) {
    try {
      return StandardCharsets.UTF_8
          .newEncoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .encode(CharBuffer.wrap(text));
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("the text is not well-formed Unicode");
    }
  }
}
