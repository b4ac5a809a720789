package surety.twin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.constant.MethodTypeDesc;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class WeaverTest {

  private final Weaver weaver = new Weaver(WeaverTest.class.getClassLoader());

  @AfterEach
  void none_is_left_on() {
    FaultSwitch.turnOff();
  }

  @Test
  void a_woven_method_does_what_it_did_while_no_fault_is_on() throws Exception {
    Object lock = woven("opens", "lockOpens", "(Ljava/lang/Object;JI)Z");

    assertThat(opens(lock, 7, 1)).isTrue();
    assertThat(opens(lock, 8, 1)).isFalse();
  }

  @Test
  void the_substitute_answers_while_its_fault_is_on() throws Exception {
    Object lock = woven("opens", "lockOpens", "(Ljava/lang/Object;JI)Z");

    FaultSwitch.turnOn("any-key");

    assertThat(opens(lock, 8, 1)).isTrue();
    assertThat(FaultSwitch.turnOff()).as("how often it was reached").isEqualTo(1);
    assertThat(opens(lock, 8, 1)).isFalse();
  }

  @Test
  void another_fault_changes_nothing() throws Exception {
    Object lock = woven("opens", "lockOpens", "(Ljava/lang/Object;JI)Z");

    FaultSwitch.turnOn("another");

    assertThat(opens(lock, 8, 1)).isFalse();
  }

  @Test
  void a_substitute_can_ask_the_original() throws Exception {
    Object lock = woven("opens", "lockOpensOriginally", "(Ljava/lang/Object;JI)Z");

    FaultSwitch.turnOn("any-key");

    assertThat(opens(lock, 7, 1)).as("the original says yes").isFalse();
    assertThat(opens(lock, 8, 1)).as("the original says no").isTrue();
  }

  @Test
  void static_methods_and_results_of_a_type_out_of_reach_are_replaced() throws Exception {
    Object lock = woven("name", "lockName", "(D)Ljava/lang/Object;");
    var name = lock.getClass().getDeclaredMethod("name", double.class);
    name.setAccessible(true);

    assertThat(name.invoke(null, 1.5)).isEqualTo("lock 1.5");
    FaultSwitch.turnOn("any-key");
    assertThat(name.invoke(null, 1.5)).isEqualTo("no lock 1.5");
  }

  @Test
  void a_fault_that_fits_no_method_is_refused() {
    assertThatThrownBy(() -> woven("open", "lockOpens", "(Ljava/lang/Object;JI)Z"))
        .isInstanceOf(FaultRefused.class)
        .hasMessageContaining("0 methods 'open'");
    assertThatThrownBy(() -> woven("opens", "lockOpens", "(Ljava/lang/Object;J)Z"))
        .isInstanceOf(FaultRefused.class);
    assertThatThrownBy(() -> woven("opens", "lockOpens", "(Ljava/lang/Object;JI)I"))
        .isInstanceOf(FaultRefused.class);
    assertThatThrownBy(() -> woven("<init>", "lockOpens", "(Ljava/lang/Object;)V"))
        .isInstanceOf(FaultRefused.class);
  }

  @Test
  void faults_on_one_method_do_not_disturb_each_other() throws Exception {
    byte[] bytes =
        weaver.weave(
            lockBytes(),
            List.of(
                weaving("one", "opens", "lockOpens", "(Ljava/lang/Object;JI)Z"),
                weaving("two", "opens", "lockStaysShut", "(Ljava/lang/Object;JI)Z")));
    Object lock = instance(bytes);

    FaultSwitch.turnOn("one");
    assertThat(opens(lock, 8, 1)).isTrue();
    FaultSwitch.turnOn("two");
    assertThat(opens(lock, 7, 1)).isFalse();
  }

  private Object woven(String method, String substitute, String type) throws Exception {
    return instance(
        weaver.weave(lockBytes(), List.of(weaving("any-key", method, substitute, type))));
  }

  private static Weaving weaving(String id, String method, String substitute, String type) {
    return new Weaving(
        id,
        new DeclaredFault.Woven(
            Lock.class.getName(),
            method,
            LockFaults.class.getName().replace('.', '/'),
            substitute,
            MethodTypeDesc.ofDescriptor(type),
            false));
  }

  private static boolean opens(Object lock, long key, int turns) throws Exception {
    var method = lock.getClass().getDeclaredMethod("opens", long.class, int.class);
    method.setAccessible(true);
    return (boolean) method.invoke(lock, key, turns);
  }

  private static byte[] lockBytes() throws IOException {
    try (var in = WeaverTest.class.getResourceAsStream("WeaverTest$Lock.class")) {
      return in == null ? new byte[0] : in.readAllBytes();
    }
  }

  private static Object instance(byte[] bytes) throws ReflectiveOperationException {
    ClassLoader loader =
        new ClassLoader(WeaverTest.class.getClassLoader()) {
          @Override
          public Class<?> loadClass(String name) throws ClassNotFoundException {
            return name.equals(Lock.class.getName())
                ? defineClass(name, bytes, 0, bytes.length)
                : super.loadClass(name);
          }
        };
    var constructor = Class.forName(Lock.class.getName(), true, loader).getDeclaredConstructor();
    constructor.setAccessible(true);
    return constructor.newInstance();
  }

  /// What is woven.
  public static final class Lock {
    boolean opens(long key, int turns) {
      for (int i = 0; i < turns; i++) {
        if (key != 7) {
          return false;
        }
      }
      return true;
    }

    static String name(double number) {
      return "lock " + number;
    }
  }

  /// What stands in for it.
  public static final class LockFaults {

    private LockFaults() {}

    /// Opens to any key.
    public static boolean lockOpens(Object self, long key, int turns) {
      return true;
    }

    /// Opens to no key.
    public static boolean lockStaysShut(Object self, long key, int turns) {
      return false;
    }

    /// Opens to any but the right key.
    public static boolean lockOpensOriginally(Object self, long key, int turns) {
      try {
        return !FaultSwitch.callOriginal(() -> WeaverTest.opens(self, key, turns));
      } catch (Exception e) {
        throw new AssertionError(e);
      }
    }

    /// A result whose type is not told.
    public static Object lockName(double number) {
      return "no lock " + number;
    }
  }
}
