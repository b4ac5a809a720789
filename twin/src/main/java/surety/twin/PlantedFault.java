package surety.twin;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Data or files that are as they would be if a control had been off.
///
/// Weaker than a control that is off, so only where that cannot be had. It stands on a method
/// `static Undo plant(Ground ground) throws ...` which plants it and answers how to remove it.
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.CLASS)
public @interface PlantedFault {

  /// Its name, lower case with hyphens.
  String id();

  /// The control that looks as if it were off, as the claims files name it.
  String control();
}
