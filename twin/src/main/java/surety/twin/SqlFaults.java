package surety.twin;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Several [SqlFault]s on one class.
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.CLASS)
public @interface SqlFaults {

  /// All of them.
  SqlFault[] value();
}
