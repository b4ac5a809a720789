package surety.pseudonym;

/// A way in which an entity may be written.
///
/// @param entity whose form it is
/// @param text the form, not folded: a reader applies the equivalence of SPEC.md section 3
/// @param rule how it follows from the entity
/// @param formClass in which case it counts
public record Form(Entity entity, String text, FormRule rule, FormClass formClass) {

  /// Shows everything but the name.
  @Override
  public String toString() {
    return "Form[" + entity + " " + rule + " " + formClass + "]";
  }
}
