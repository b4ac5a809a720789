package surety.envelope;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/// The forms in which a key could have been written down.
final class KeyForms {

  private static final int CHANGING_CHARACTERS = 4;

  private final byte[][] forms;
  private final int[] fours;
  // By the first two bytes, so that nearly every position costs one look into an array.
  private final boolean[] possible = new boolean[1 << 16];

  private KeyForms(List<byte[]> forms) {
    this.forms = forms.toArray(byte[][]::new);
    this.fours = forms.stream().mapToInt(form -> four(form, 0)).toArray();
    forms.forEach(form -> possible[(form[0] & 0xff) << 8 | form[1] & 0xff] = true);
  }

  static KeyForms of(byte[] key) {
    List<byte[]> forms = new ArrayList<>(List.of(key.clone()));
    forms.add(ascii(HexFormat.of().formatHex(key)));
    forms.add(ascii(HexFormat.of().withUpperCase().formatHex(key)));
    for (int shift = 0; shift < 3; shift++) {
      String core = base64(key, shift);
      forms.add(ascii(core));
      forms.add(ascii(core.replace('+', '-').replace('/', '_')));
    }
    return new KeyForms(forms);
  }

  // Less the characters that depend on what stands before and behind the key.
  private static String base64(byte[] key, int shift) {
    byte[] shifted = new byte[key.length + shift];
    System.arraycopy(key, 0, shifted, shift, key.length);
    byte[] whole = Arrays.copyOf(shifted, shifted.length - shifted.length % 3);
    return Base64.getEncoder()
        .encodeToString(whole)
        .substring(shift == 0 ? 0 : CHANGING_CHARACTERS);
  }

  boolean anyIn(byte[] haystack) {
    int pair = 0;
    for (int at = 0; at < haystack.length; at++) {
      pair = (pair << 8 | haystack[at] & 0xff) & 0xffff;
      if (possible[pair] && at > 0 && beginsAt(haystack, at - 1)) {
        return true;
      }
    }
    return false;
  }

  // In text the first two characters of one form or another are everywhere; four are rare.
  private boolean beginsAt(byte[] haystack, int at) {
    if (at + Integer.BYTES > haystack.length) {
      return false;
    }
    int here = four(haystack, at);
    for (int i = 0; i < fours.length; i++) {
      if (fours[i] == here && holds(haystack, at, forms[i])) {
        return true;
      }
    }
    return false;
  }

  private static boolean holds(byte[] haystack, int at, byte[] form) {
    return at + form.length <= haystack.length
        && Arrays.equals(haystack, at, at + form.length, form, 0, form.length);
  }

  private static int four(byte[] bytes, int at) {
    return (bytes[at] & 0xff) << 24
        | (bytes[at + 1] & 0xff) << 16
        | (bytes[at + 2] & 0xff) << 8
        | bytes[at + 3] & 0xff;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
