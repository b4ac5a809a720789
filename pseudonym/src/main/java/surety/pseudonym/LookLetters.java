package surety.pseudonym;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What a character beyond ASCII looks like to a reader, for the second look.
///
/// A letter with marks becomes the letter, a letter that looks like a Latin one becomes that one, a
/// digit becomes its ASCII digit; marks and invisible characters vanish, everything else becomes a
/// space. Case is kept where the result is ASCII; any other letter becomes its small form in UTF-8.
final class LookLetters {
  private static final int BASIC = 1 << 16;
  private static final int ASCII = 128;
  private static final int KNOWN = Integer.MIN_VALUE;
  private static final byte[] SPACE = {' '};
  private static final byte[] NOTHING = {};
  private static final byte[] APOSTROPHE = {'\''};
  private static final String APOSTROPHES = "´‘’‛ʹʻʼʽ′ꞌ＇";

  /// Small letters, each with what it looks like in its more telling case.
  private static final String LOOK_ALIKE =
      "аa вb еe кk мm нh оo рp сc тt уy хx ѕs іi јj ԛq ԝw һh ԁd ӏl ґг αa βb εe ζz ηh ιi κk μm νn οo"
          + " ρp τt υy χx ςσ ϲc ϳj ıi ȷj øo łl đd ðd ħh ŧt ŋn ĸk ɑa ɡg ɩi ɪi ʟl ɴn ʀr ʏy ʙb ɢg ʜh"
          + " ᴀa ᴄc ᴅd ᴇe ᴊj ᴋk ᴍm ᴏo ᴘp ᴛt ᴜu ᴠv ᴡw ᴢz ꜱs ꜰf ɨi ƀb ɵo ʉu ƶz ɇe ɉj ɍr ⱥa ⱦt ⱡl ƚl"
          + " ɓb ɗd ɠg ƙk ɲn ƥp ƭt ʋv ƴy ȥz ոn օo սu հh ɛe ǝe";
  private static final Map<Integer, String> SEVERAL =
      Map.of((int) 'ß', "ss", (int) 'æ', "ae", (int) 'œ', "oe", (int) 'þ', "th");
  private static final Map<Integer, Integer> LATIN = new HashMap<>();

  private static final int[] TABLE = new int[BASIC];
  private static final List<byte[]> FORMS = new ArrayList<>();

  static {
    for (String pair : LOOK_ALIKE.split(" ")) {
      LATIN.put((int) pair.charAt(0), (int) pair.charAt(1));
    }
    FORMS.add(NOTHING);
    FORMS.add(SPACE);
    Map<String, Integer> known = new HashMap<>();
    for (int letter = ASCII; letter < BASIC; letter++) {
      TABLE[letter] = slot(fold(letter), known);
    }
  }

  private static final byte[][] BY_SLOT = FORMS.toArray(new byte[0][]);

  private LookLetters() {}

  /// The bytes that a code point beyond ASCII becomes. Not to be changed.
  static byte[] of(int codePoint) {
    return codePoint < BASIC ? BY_SLOT[TABLE[codePoint]] : fold(codePoint);
  }

  private static int slot(byte[] form, Map<String, Integer> known) {
    if (form.length == 0) {
      return 0;
    }
    if (form.length == 1 && form[0] == ' ') {
      return 1;
    }
    String key = new String(form, StandardCharsets.ISO_8859_1);
    int slot = known.getOrDefault(key, KNOWN);
    if (slot == KNOWN) {
      slot = FORMS.size();
      FORMS.add(form);
      known.put(key, slot);
    }
    return slot;
  }

  private static byte[] fold(int codePoint) {
    if (isInvisible(codePoint)) {
      return NOTHING;
    }
    if (APOSTROPHES.indexOf(codePoint) >= 0) {
      return APOSTROPHE;
    }
    StringBuilder folded = new StringBuilder();
    Normalizer.normalize(Character.toString(codePoint), Normalizer.Form.NFKD)
        .codePoints()
        .filter(part -> !isInvisible(part))
        .forEach(part -> append(part, folded));
    String text = folded.toString();
    return text.isBlank() ? SPACE : text.strip().getBytes(StandardCharsets.UTF_8);
  }

  private static boolean isInvisible(int codePoint) {
    return switch (Character.getType(codePoint)) {
          case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> true;
          default -> false;
        }
        || (codePoint >= 0xE0000 && codePoint <= 0xE0FFF)
        || codePoint == 0x115F
        || codePoint == 0x1160
        || codePoint == 0x3164
        || codePoint == 0xFFA0;
  }

  private static void append(int part, StringBuilder folded) {
    int digit = Character.isDigit(part) ? Character.digit(part, 10) : -1;
    if (digit >= 0) {
      folded.append((char) ('0' + digit));
    } else if (Character.isLetterOrDigit(part)) {
      letter(part, folded);
    } else {
      folded.append(' ');
    }
  }

  private static void letter(int part, StringBuilder folded) {
    if (part < ASCII) {
      folded.append((char) part);
      return;
    }
    int small = Character.toLowerCase(Character.toUpperCase(Character.toLowerCase(part)));
    boolean isUpper = Character.isUpperCase(part) || Character.isTitleCase(part);
    String several = SEVERAL.get(part == 'ẞ' ? 'ß' : small);
    int latin = LATIN.getOrDefault(small, small);
    if (several != null) {
      folded.append(isUpper ? several.toUpperCase(java.util.Locale.ROOT) : several);
    } else {
      folded.appendCodePoint(isUpper && latin < ASCII ? Character.toUpperCase(latin) : latin);
    }
  }
}
