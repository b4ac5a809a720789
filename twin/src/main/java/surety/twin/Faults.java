package surety.twin;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Several [Fault]s on one method.
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.CLASS)
public @interface Faults {

  /// All of them.
  Fault[] value();
}
