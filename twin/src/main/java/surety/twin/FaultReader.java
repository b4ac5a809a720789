package surety.twin;

import java.lang.classfile.Annotation;
import java.lang.classfile.AnnotationElement;
import java.lang.classfile.AnnotationValue;
import java.lang.classfile.AttributedElement;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.MethodModel;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Reads the faults that a class file declares, without loading the class.
final class FaultReader {

  private static final String FAULT = descriptor(Fault.class);
  private static final String FAULTS = descriptor(Faults.class);
  private static final String SQL = descriptor(SqlFault.class);
  private static final String SQLS = descriptor(SqlFaults.class);
  private static final String PLANTED = descriptor(PlantedFault.class);

  private FaultReader() {}

  /// All faults of one class, each with the one part that is declared here.
  static Stream<DeclaredFault> read(byte[] classFile) {
    ClassModel type = ClassFile.of().parse(classFile);
    return Stream.concat(
        annotations(type).flatMap(FaultReader::ofDatabase),
        type.methods().stream().flatMap(method -> ofMethod(type, method)));
  }

  private static Stream<DeclaredFault> ofDatabase(Annotation annotation) {
    Map<String, AnnotationValue> values = values(annotation);
    return switch (annotation.classSymbol().descriptorString()) {
      case String name when name.equals(SQL) -> Stream.of(sql(values));
      case String name when name.equals(SQLS) -> repeated(values).map(FaultReader::sql);
      default -> Stream.empty();
    };
  }

  private static DeclaredFault sql(Map<String, AnnotationValue> values) {
    List<String> functions = texts(values.get("function"));
    DeclaredFault.Part part =
        functions.isEmpty()
            ? new DeclaredFault.Statements(text(values, "off"), text(values, "on"))
            : new DeclaredFault.Functions(functions, text(values, "replace"), text(values, "by"));
    return fault(values, part);
  }

  private static Stream<DeclaredFault> ofMethod(ClassModel type, MethodModel method) {
    String owner = type.thisClass().asInternalName();
    return annotations(method).flatMap(annotation -> ofMethod(owner, method, annotation));
  }

  private static Stream<DeclaredFault> ofMethod(
      String owner, MethodModel method, Annotation annotation) {
    Map<String, AnnotationValue> values = values(annotation);
    return switch (annotation.classSymbol().descriptorString()) {
      case String name when name.equals(FAULT) ->
          Stream.of(fault(values, woven(owner, method, values)));
      case String name when name.equals(FAULTS) ->
          repeated(values).map(each -> fault(each, woven(owner, method, each)));
      case String name when name.equals(PLANTED) ->
          Stream.of(fault(values, planted(owner, method)));
      default -> Stream.empty();
    };
  }

  private static Stream<Map<String, AnnotationValue>> repeated(
      Map<String, AnnotationValue> values) {
    return each(values.get("value"))
        .map(each -> values(((AnnotationValue.OfAnnotation) each).annotation()));
  }

  private static DeclaredFault.Part woven(
      String owner, MethodModel method, Map<String, AnnotationValue> values) {
    String target = text(values, "targetName");
    if (values.get("target") instanceof AnnotationValue.OfClass type) {
      String descriptor = type.classSymbol().descriptorString();
      target = descriptor.substring(1, descriptor.length() - 1).replace('/', '.');
    }
    return new DeclaredFault.Woven(
        target,
        text(values, "method"),
        owner,
        method.methodName().stringValue(),
        method.methodTypeSymbol(),
        truth(values, "whileOff"));
  }

  private static DeclaredFault.Part planted(String owner, MethodModel method) {
    return new DeclaredFault.Planted(owner.replace('/', '.'), method.methodName().stringValue());
  }

  private static DeclaredFault fault(Map<String, AnnotationValue> values, DeclaredFault.Part part) {
    return new DeclaredFault(
        text(values, "id"),
        text(values, "control"),
        truth(values, "atStart"),
        truth(values, "spoils"),
        List.of(part));
  }

  private static Stream<Annotation> annotations(AttributedElement element) {
    return element.findAttribute(Attributes.runtimeInvisibleAnnotations()).stream()
        .flatMap(attribute -> attribute.annotations().stream());
  }

  private static Map<String, AnnotationValue> values(Annotation annotation) {
    return annotation.elements().stream()
        .collect(
            Collectors.toMap(element -> element.name().stringValue(), AnnotationElement::value));
  }

  private static String text(Map<String, AnnotationValue> values, String name) {
    return values.get(name) instanceof AnnotationValue.OfString value ? value.stringValue() : "";
  }

  private static boolean truth(Map<String, AnnotationValue> values, String name) {
    return values.get(name) instanceof AnnotationValue.OfBoolean value && value.booleanValue();
  }

  private static List<String> texts(@Nullable AnnotationValue value) {
    return each(value).map(each -> ((AnnotationValue.OfString) each).stringValue()).toList();
  }

  private static Stream<AnnotationValue> each(@Nullable AnnotationValue value) {
    return value instanceof AnnotationValue.OfArray array
        ? array.values().stream()
        : Stream.empty();
  }

  private static String descriptor(Class<?> type) {
    return type.descriptorString();
  }
}
