package surety.twin;

import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// A control that is off while this static method stands in for the method that enforces it.
///
/// ```java
/// package surety.server.egress;
///
/// final class GateFaults {
///   @Fault(id = "any-method", control = "egress-gate", target = Gate.class, method = "refuse")
///   static Optional<Refusal> anyMethod(Gate self, Call call, Destination d, Credential c) {
///     return FaultSwitch.callOriginal(() -> self.refuse(call, d, c))
///         .filter(refusal -> refusal != Refusal.METHOD_NOT_ALLOWED);
///   }
/// }
/// ```
///
/// It takes what the method takes, preceded by the object unless the method is static, and returns
/// what it returns. `Object` may stand for a type that is out of reach. It lies in the package of
/// the method, or is public. Constructors cannot be replaced. A fault whose method does not exist
/// keeps the twin from starting.
///
/// Several methods may carry one id: they are switched together. One method may stand in for
/// several faults.
@Target(ElementType.METHOD)
@Repeatable(Faults.class)
@Retention(RetentionPolicy.CLASS)
public @interface Fault {

  /// Its name, lower case with hyphens.
  String id();

  /// The control that is off, as the claims files name it.
  String control();

  /// The class whose method is replaced.
  Class<?> target() default Void.class;

  /// Its binary name, where the class itself is out of reach.
  String targetName() default "";

  /// The name of the method.
  String method();

  /// Whether the method stands in at all times but when the fault is on. Only for what would tell
  /// a twin from the server itself: the fault then uncovers it.
  boolean whileOff() default false;

  /// Whether it acts while the server starts, so that the twin must be started with it.
  boolean atStart() default false;

  /// Whether attacks that get through while it is on take away what other probes need, such as the
  /// members of a workspace. It is tried last, because no twin is of use after it.
  boolean spoils() default false;
}
