package surety.envelope;

import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How a root key is written in a line of a file: SPEC.md section 6.
sealed interface RootKeyLines {

  RootKeyLines PLAIN = new Plain();

  /// The comment that the file begins with.
  String heading();

  /// What is added to the name of the file where it is told where the keys are.
  String origin();

  String write(RootKey key);

  /// @throws RootKeyRefused if the line holds no root key
  RootKey read(String line);

  /// The key itself.
  record Plain() implements RootKeyLines {
    @Override
    public String heading() {
      return "# Root keys, current first. Whoever reads this file can open sealed values.";
    }

    @Override
    public String origin() {
      return "";
    }

    @Override
    public String write(RootKey key) {
      return key.toBase64();
    }

    @Override
    public RootKey read(String line) {
      return RootKey.parse(line);
    }
  }

  /// The key as a service or device wrapped it, behind its id.
  record Wrapped(RootKeyWrapping wrapping) implements RootKeyLines {
    private static final Pattern LINE = Pattern.compile("([0-9a-f]{16}) ([!-~]{1,1000})");

    @Override
    public String heading() {
      return "# Root keys, current first, each wrapped. Keep a copy: the wrapping key cannot make"
          + " it.";
    }

    @Override
    public String origin() {
      return ", wrapped by " + wrapping.origin();
    }

    @Override
    public String write(RootKey key) {
      return key.id() + " " + key.wrappedBy(wrapping);
    }

    @Override
    public RootKey read(String line) {
      Matcher parts = LINE.matcher(line);
      if (!parts.matches()) {
        throw new RootKeyRefused("a wrapped root key is malformed (expected: id, space, text)");
      }
      RootKeyId id = new RootKeyId(parts.group(1));
      byte[] unwrapped = wrapping.unwrap(id, parts.group(2));
      try {
        RootKey key = RootKey.of(unwrapped);
        if (!key.id().equals(id)) {
          throw new RootKeyRefused("root key " + id + " was unwrapped to another: " + key.id());
        }
        return key;
      } finally {
        Arrays.fill(unwrapped, (byte) 0);
      }
    }
  }
}
