package surety.twin;

import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// A control of the database that is off after the owner of the tables ran some statements.
///
/// Either `off` and `on`, or `function` with `replace` and `by`: then each of these functions is
/// made anew with one passage replaced, and restored after. Afterwards the catalogue must be as
/// before, else the twin stops.
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.CLASS)
@Repeatable(SqlFaults.class)
public @interface SqlFault {

  /// Its name, lower case with hyphens.
  String id();

  /// The control that is off, as the claims files name it.
  String control();

  /// Statements that switch the control off.
  String off() default "";

  /// Statements that switch it on again, exactly as it was.
  String on() default "";

  /// Functions with their argument types, such as `sec.workspace(bigint)`.
  String[] function() default {};

  /// A passage that each of them holds, as `pg_get_functiondef` shows it.
  String replace() default "";

  /// What stands there instead.
  String by() default "";

  /// Whether the server must be started with it.
  boolean atStart() default false;
}
