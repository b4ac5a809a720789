package surety.server.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaModifier;
import java.lang.reflect.Field;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import sun.misc.Unsafe;
import surety.server.architecture.fixture.TalkativeRecord;
import surety.server.platform.Ephemeral;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class EphemeralTest {

  private static final JsonMapper JSON = new JsonMapper();

  /// Every class of the server that holds data of a firm's own systems.
  static Stream<Class<?>> ephemeralTypes() {
    return Codebase.classes().stream()
        .filter(c -> c.isAssignableTo(Ephemeral.class))
        .filter(c -> !c.isInterface() && !c.getModifiers().contains(JavaModifier.ABSTRACT))
        .map(c -> c.reflect());
  }

  @Test
  void source_records_are_ephemeral() {
    assertThat(ephemeralTypes().map(Class::getSimpleName))
        .contains("Project", "Person", "TimeEntry", "Money", "Row");
  }

  @ParameterizedTest
  @MethodSource("ephemeralTypes")
  void toString_tells_nothing_of_what_is_in_it(Class<?> type) {
    assertThat(isTalkative(type)).as(type.getName()).isFalse();
  }

  @Test
  void a_record_with_its_own_toString_of_the_compiler_is_noticed() {
    assertThat(isTalkative(TalkativeRecord.class)).isTrue();
  }

  @ParameterizedTest
  @MethodSource("ephemeralTypes")
  void json_refuses_it_alone_in_a_list_in_a_map_and_in_a_field(Class<?> type) {
    Object value = blank(type);
    refused(value);
    refused(List.of(value));
    refused(Map.of("key", value));
    refused(new Holder(value));
    refused(new Object[] {value});
  }

  private static void refused(Object value) {
    assertThatThrownBy(() -> JSON.writeValueAsString(value))
        .isInstanceOf(JacksonException.class)
        .hasMessageContaining("never serialized");
  }

  @Test
  void json_takes_other_things() {
    assertThat(JSON.writeValueAsString(new Holder("plain"))).isEqualTo("{\"value\":\"plain\"}");
  }

  record Holder(Object value) {}

  /// The compiler's toString of a record names its components; one that reads them fails here,
  /// because they are all null. Times may be told.
  private static boolean isTalkative(Class<?> type) {
    String text;
    try {
      text = blank(type).toString();
    } catch (NullPointerException e) {
      return true;
    }
    return Stream.of(type.getDeclaredFields())
        .filter(field -> !field.getType().getPackageName().equals("java.time"))
        .anyMatch(field -> text.contains(field.getName() + "="));
  }

  /// An instance that no constructor has seen.
  private static Object blank(Class<?> type) {
    try {
      Field field = Unsafe.class.getDeclaredField("theUnsafe");
      field.setAccessible(true);
      return ((Unsafe) field.get(null)).allocateInstance(type);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
