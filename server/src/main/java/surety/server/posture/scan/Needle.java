package surety.server.posture.scan;

import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/// A value to search for, in one of the forms in which a program could have written it.
///
/// @param what the value, for the report
/// @param form how it is written
public record Needle(String what, String form, byte[] bytes) {

  /// The forms of a text.
  public static List<Needle> ofText(String text) {
    List<Needle> forms = new ArrayList<>();
    for (Charset charset :
        List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
      forms.add(new Needle(text, charset.name(), text.getBytes(charset)));
    }
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    forms.add(ascii(text, "hex", HexFormat.of().formatHex(utf8)));
    forms.add(ascii(text, "HEX", HexFormat.of().withUpperCase().formatHex(utf8)));
    forms.addAll(base64(text, utf8));
    addIfNew(forms, ascii(text, "percent", URLEncoder.encode(text, StandardCharsets.UTF_8)));
    addIfNew(forms, ascii(text, "json", escaped(text, "\\u%04x")));
    addIfNew(forms, ascii(text, "html", escaped(text, "&#%d;")));
    addIfNew(forms, ascii(text, "reversed", new StringBuilder(text).reverse().toString()));
    return forms;
  }

  /// The forms of an amount of at least seven digits; fewer would be found by chance.
  public static List<Needle> ofAmount(BigDecimal amount) {
    BigInteger cents = amount.movePointRight(2).toBigIntegerExact();
    List<Needle> forms = new ArrayList<>();
    String plain = amount.setScale(2).toPlainString();
    addIfNew(forms, ascii(plain, "decimal point", plain));
    addIfNew(forms, ascii(plain, "decimal comma", plain.replace('.', ',')));
    addIfNew(forms, ascii(plain, "grouped", String.format(Locale.ROOT, "%,.2f", amount)));
    addIfNew(forms, ascii(plain, "grouped, comma", String.format(Locale.GERMANY, "%,.2f", amount)));
    addIfNew(forms, ascii(plain, "cents", cents.toString()));
    addIfNew(forms, ascii(plain, "integer part", amount.toBigInteger().toString()));
    forms.add(new Needle(plain, "double, little-endian", bytes(amount.doubleValue())));
    forms.add(new Needle(plain, "PostgreSQL numeric", numericDigits(amount)));
    List<Needle> all = new ArrayList<>(forms);
    for (Needle form : forms.subList(0, forms.size() - 2)) {
      all.addAll(base64(plain + " as " + form.form(), form.bytes()));
      all.add(new Needle(plain, form.form() + ", UTF-16", utf16(form.bytes())));
    }
    return all;
  }

  private static void addIfNew(List<Needle> forms, Needle needle) {
    if (forms.stream().noneMatch(form -> Arrays.equals(form.bytes(), needle.bytes()))) {
      forms.add(needle);
    }
  }

  // The three ways in which the value can lie in the groups of three bytes, less the characters
  // that depend on what
  // stands before and behind it.
  private static List<Needle> base64(String what, byte[] value) {
    List<Needle> forms = new ArrayList<>();
    for (int shift = 0; shift < 3; shift++) {
      byte[] shifted = new byte[value.length + shift];
      System.arraycopy(value, 0, shifted, shift, value.length);
      int usable = shifted.length - shifted.length % 3;
      String text = Base64.getEncoder().encodeToString(Arrays.copyOf(shifted, usable));
      String core = text.substring(shift == 0 ? 0 : 4);
      if (core.length() >= 8) {
        forms.add(ascii(what, "base64 at " + shift, core));
        addIfNew(forms, ascii(what, "base64url", core.replace('+', '-').replace('/', '_')));
      }
    }
    return forms;
  }

  private static String escaped(String text, String format) {
    StringBuilder escaped = new StringBuilder();
    for (char c : text.toCharArray()) {
      escaped.append(c < 128 ? String.valueOf(c) : String.format(Locale.ROOT, format, (int) c));
    }
    return escaped.toString();
  }

  // Base 10,000 digits as 16-bit little-endian integers, the way a row on disk holds a numeric.
  private static byte[] numericDigits(BigDecimal amount) {
    BigInteger scaled = amount.movePointRight(4).toBigIntegerExact();
    List<Short> digits = new ArrayList<>();
    while (scaled.signum() > 0) {
      BigInteger[] parts = scaled.divideAndRemainder(BigInteger.valueOf(10_000));
      digits.addFirst(parts[1].shortValueExact());
      scaled = parts[0];
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (short digit : digits) {
      bytes.write(digit & 0xff);
      bytes.write(digit >> 8);
    }
    return bytes.toByteArray();
  }

  private static byte[] bytes(double value) {
    return ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putDouble(value).array();
  }

  private static byte[] utf16(byte[] ascii) {
    return new String(ascii, StandardCharsets.US_ASCII).getBytes(StandardCharsets.UTF_16LE);
  }

  private static Needle ascii(String what, String form, String text) {
    return new Needle(what, form, text.getBytes(StandardCharsets.ISO_8859_1));
  }
}
