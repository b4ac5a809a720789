package surety.pseudonym;

import java.util.HashMap;
import java.util.Map;

/// Letters that read as Latin ones, in their lower case, and Latin letters without a decomposition.
///
/// A letter whose upper case looks like another Latin letter than its lower case is counted by the
/// upper case: both cases of a Greek or Cyrillic name must stay the same name.
final class LookAlikes {
  private static final String[] PAIRS = {
    "ßss", "æae", "œoe", "øo", "łl", "đd", "ðd", "þth", "ħh", "ŧt", "ıi", "ȷj", "ĸk", "ŋn", "ſs",
    "ƀb", "ɓb", "ƈc", "ɗd", "ɖd", "ɛe", "ǝe", "ɡg", "ɠg", "ɨi", "ɩi", "ɪi", "ƙk", "ƚl", "ɫl", "ɯm",
    "ɲn", "ƞn", "ɵo", "ƥp", "ʀr", "ʂs", "ƭt", "ʈt", "ʉu", "ʋv", "ƴy", "ɏy", "ʏy", "ƶz", "ȥz", "ɑa",
    "ᴀa", "ʙb", "ᴄc", "ᴅd", "ᴇe", "ꜰf", "ɢg", "ʜh", "ᴊj", "ᴋk", "ʟl", "ᴍm", "ɴn", "ᴏo", "ᴘp", "ꜱs",
    "ᴛt", "ᴜu", "ᴠv", "ᴡw", "ᴢz", "ɇe", "ɉj", "ɍr", "ⱥa", "ⱦt", "ⱡl", "ƃb", "ʐz", "ᵃa", "ʟl",
    // Greek
    "αa", "βb", "εe", "ζz", "ηh", "ιi", "κk", "μm", "νn", "οo", "ρp", "τt", "υy", "χx", "ϲc", "ϳj",
    "ςσ", "ϵe", "ϱp", "ϐb", "ϰk",
    // Cyrillic
    "аa", "вb", "еe", "кk", "мm", "нh", "оo", "рp", "сc", "тt", "уy", "хx", "ѕs", "іi", "јj", "ԛq",
    "ԝw", "һh", "ԁd", "ӏl", "ҽe", "ѵv", "ԍg", "ґг", "ҡk", "ӡʒ", "ոn", "օo", "սu", "հh", "ց g",
    // Armenian, Cherokee and Lisu letters that pass for Latin ones
    "ꭰd", "ꭱr", "ꭲt", "ꭺa", "ꭻj", "ꭼe", "ꮃw", "ꮇm", "ꮋh", "ꮍy", "ꮐg", "ꮓz", "ꮖt", "ꮢr", "ꮤw",
    "ꮥs", "ꮩv", "ꮪs", "ꮮl", "ꮯc", "ꮲp", "ꮶk", "ꮷd", "ꓐb", "ꓑp", "ꓒd", "ꓓd", "ꓔt", "ꓖg", "ꓗk",
    "ꓙj", "ꓚc", "ꓜz", "ꓝf", "ꓟm", "ꓠn", "ꓡl", "ꓢs", "ꓣr", "ꓦv", "ꓧh", "ꓪw", "ꓫx", "ꓬy", "ꓮa",
    "ꓰe", "ꓲi", "ꓳo", "ꓴu"
  };

  private static final Map<Integer, String> LATIN = new HashMap<>();

  static {
    for (String pair : PAIRS) {
      int letter = pair.codePointAt(0);
      LATIN.put(letter, pair.substring(Character.charCount(letter)).strip());
    }
  }

  private LookAlikes() {}

  static String latin(int letter) {
    String latin = LATIN.get(letter);
    return latin == null ? Character.toString(letter) : latin;
  }
}
