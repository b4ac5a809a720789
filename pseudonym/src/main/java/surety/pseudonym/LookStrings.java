package surety.pseudonym;

import java.nio.charset.StandardCharsets;

/// Takes the strings of a JSON body as [LookJson] comes upon them: the values one behind the other,
/// and each name of a member once. What the providers would read as something else than text is
/// refused here.
final class LookStrings {
  static final String VIEW = "body/json";

  private static final int NO_KEY = -1;
  private static final int MOST_LEVELS = 256;
  private static final int MOST_VOUCHED = 128;
  private static final String REDACTED = "redacted_thinking";

  private final LookPolicy policy;
  private final LookText values;
  private final LookText names = new LookText(1 << 10);
  private final LookKeys keys = new LookKeys();
  private final LookChannels channels;

  private final int[] keyAt = new int[MOST_LEVELS];
  private final boolean[] redacted = new boolean[MOST_LEVELS];
  private final String[] data = new String[MOST_LEVELS];
  private final boolean[] isList = new boolean[MOST_LEVELS];
  private int level;
  private int ownDataFrom = Integer.MAX_VALUE;
  private int key = NO_KEY;
  private LookText target;
  private int start;

  LookStrings(LookPolicy policy, int length) {
    this.policy = policy;
    this.values = new LookText(length);
    this.channels = new LookChannels();
    this.target = values;
  }

  /// The text of every value.
  LookText values() {
    return values;
  }

  /// The name of every member, each once.
  LookText names() {
    return names;
  }

  LookChannels channels() {
    return channels;
  }

  void objectBegins() {
    push(false);
    redacted[level] = false;
    data[level] = "";
    boolean isItem = isList[level - 1];
    if (!isItem && keys.is(key, LookKeys.OWN_DATA) && ownDataFrom == Integer.MAX_VALUE) {
      ownDataFrom = level;
    }
    keys.attachment(key).ifPresent(this::require);
  }

  void objectEnds() {
    if (redacted[level] && !policy.relayed().test(data[level])) {
      throw LookRefused.because(Unproven.Reason.OPAQUE_DATA, VIEW);
    }
    ownDataFrom = level == ownDataFrom ? Integer.MAX_VALUE : ownDataFrom;
    pop();
  }

  void listBegins() {
    push(true);
  }

  void listEnds() {
    pop();
  }

  private void push(boolean list) {
    keyAt[level] = key;
    level++;
    isList[level] = list;
  }

  private void pop() {
    level--;
    key = keyAt[level];
  }

  /// Takes the name that stands at `at` if it is the one that is expected.
  ///
  /// @return its length, or -1 if the name has to be read
  int expectedName(byte[] json, int at) {
    int expected = keys.expected(key, json, at);
    if (expected < 0) {
      return -1;
    }
    key = expected;
    return keys.length(expected);
  }

  /// Begins a string, and gives where its text belongs.
  LookText begin(boolean isName) {
    target = isName ? names : values;
    start = target.length();
    return target;
  }

  void codePoint(int codePoint) {
    target.addCodePoint(codePoint);
  }

  void end() {
    if (target == names) {
      nameEnds();
    } else {
      valueEnds();
    }
  }

  private void nameEnds() {
    int known = keys.count();
    int before = key;
    key = keys.number(names.raw(), start, names.length());
    keys.follows(before, key, isAscii());
    if (key < known || keys.is(key, LookKeys.FIELD)) {
      names.cutTo(start);
    } else {
      names.part();
    }
  }

  /// An ASCII name that has no escape stands in the body as it is known.
  private boolean isAscii() {
    for (int at = start; at < names.length(); at++) {
      byte sign = names.raw()[at];
      if (sign < ' ' || sign == '"' || sign == '\\') {
        return false;
      }
    }
    return true;
  }

  private void valueEnds() {
    int length = values.length() - start;
    boolean isAddress = length > 5 && values.raw()[start] == 'd' && values.raw()[start + 4] == ':';
    boolean asked = ownDataFrom > level && (isAddress || !keys.isPlain(key));
    if ((asked && isFormats(isAddress)) || (length < MOST_VOUCHED && isVouched())) {
      values.cutTo(start);
      return;
    }
    channels.add(key, start, values.length());
    values.part();
  }

  private boolean isVouched() {
    return !policy.vouched().isEmpty() && policy.vouched().contains(text());
  }

  private boolean isFormats(boolean isAddress) {
    keys.attachment(key).ifPresent(this::require);
    if (isAddress) {
      LookAttachments.byDataAddress(beginning()).ifPresent(this::require);
    }
    if (keys.is(key, LookKeys.OPAQUE) && !policy.relayed().test(text())) {
      throw LookRefused.because(Unproven.Reason.OPAQUE_DATA, VIEW);
    }
    if (keys.is(key, LookKeys.TYPE)) {
      String type = text();
      LookAttachments.byType(type).ifPresent(this::require);
      redacted[level] |= type.equals(REDACTED);
    }
    if (keys.is(key, LookKeys.DATA)) {
      data[level] = text();
    }
    return keys.is(key, LookKeys.OPAQUE)
        || (keys.is(key, LookKeys.FIXED) && LookWire.VALUES.contains(text()));
  }

  private String beginning() {
    int to = Math.min(values.length(), start + 40);
    return new String(values.raw(), start, to - start, StandardCharsets.UTF_8);
  }

  private String text() {
    return new String(values.raw(), start, values.length() - start, StandardCharsets.UTF_8);
  }

  private void require(Attachment attachment) {
    if (ownDataFrom > level) {
      LookAttachments.require(attachment, policy, VIEW);
    }
  }

  /// Takes a number. A list of whole numbers for a prompt is text in a provider's own alphabet.
  void number(boolean isWhole) {
    boolean prompt = isWhole && isList[level] && keys.is(key, LookKeys.PROMPT);
    if (prompt && ownDataFrom > level) {
      throw LookRefused.because(Unproven.Reason.TOKEN_NUMBERS, VIEW);
    }
  }
}
