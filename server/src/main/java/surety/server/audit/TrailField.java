package surety.server.audit;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import surety.server.workspace.Accessor;

/// What a trail can be filtered by beside days.
enum TrailField {
  /// In which capacity it was done.
  ACCESSOR("accessor", TrailField::letter),
  /// By whom.
  MEMBER("principal", TrailField::id),
  /// What was done.
  ACTION("action", text -> constant(AccessAction.class, text)),
  /// Through which connection.
  CONNECTION("connection_id", TrailField::id),
  /// How far it came.
  OUTCOME("outcome", text -> constant(Outcome.class, text)),
  /// What was changed.
  TABLE("table_name", TrailField::table),
  /// Whether it was added, changed or removed.
  OPERATION("operation", text -> constant(ChangeRow.Operation.class, text)),
  /// Words that all occur in what the entry says.
  TEXT("", text -> TrailWords.of(text).list());

  private static final Pattern TABLE_NAME = Pattern.compile("[a-z_]{1,63}\\.[a-z_0-9]{1,63}");
  private static final Set<TrailField> OF_BOTH = EnumSet.of(ACCESSOR, MEMBER, TEXT);

  private final String column;
  private final Function<String, Object> value;

  TrailField(String column, Function<String, Object> value) {
    this.column = column;
    this.value = value;
  }

  /// How a query names it.
  String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// Whether entries of this trail have it.
  boolean isOf(TrailKind kind) {
    boolean ofChanges = this == TABLE || this == OPERATION;
    return OF_BOTH.contains(this) || ofChanges == (kind == TrailKind.CHANGES);
  }

  /// The condition on an entry; of [#TEXT] it is the trail's own.
  String condition() {
    return column + " = :" + key();
  }

  /// What the condition compares with.
  ///
  /// @throws IllegalArgumentException if the text cannot be understood
  Object value(String text) {
    return value.apply(text);
  }

  /// How a query names a constant.
  static String key(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static <E extends Enum<E>> String constant(Class<E> type, String text) {
    return Arrays.stream(type.getEnumConstants())
        .filter(constant -> key(constant).equals(text))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no " + type.getSimpleName()))
        .name();
  }

  private static String letter(String text) {
    return String.valueOf(Accessor.valueOf(constant(Accessor.class, text)).letter());
  }

  // The standard's own parser takes short groups as well.
  private static UUID id(String text) {
    UUID id = UUID.fromString(text);
    if (!id.toString().equals(text)) {
      throw new IllegalArgumentException("not an id");
    }
    return id;
  }

  private static String table(String text) {
    if (!TABLE_NAME.matcher(text).matches()) {
      throw new IllegalArgumentException("not a table");
    }
    return text;
  }
}
