package surety.twin;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;
import java.util.ArrayList;
import java.util.List;

/// Puts `if (FaultSwitch.on(id)) return Substitute.method(this, args...)` at the start of methods.
///
/// The rest of the method stays as it was, so the product does what it does while no fault is on.
final class Weaver {

  private static final ClassDesc SWITCH = ClassDesc.of(FaultSwitch.class.getName());
  private static final MethodTypeDesc ON =
      MethodTypeDesc.of(ConstantDescs.CD_boolean, ConstantDescs.CD_String);

  private final ClassFile classFiles;

  /// @param loader knows the classes that the woven code mentions; none is loaded
  Weaver(ClassLoader loader) {
    this.classFiles =
        ClassFile.of(
            ClassFile.ClassHierarchyResolverOption.of(
                ClassHierarchyResolver.ofResourceParsing(loader)
                    .orElse(ClassHierarchyResolver.defaultResolver())));
  }

  /// The class with all weavings in it.
  ///
  /// @throws FaultRefused if a weaving fits no method of the class, or more than one
  byte[] weave(byte[] original, List<Weaving> weavings) {
    ClassModel type = classFiles.parse(original);
    byte[] woven = original;
    for (Weaving weaving : weavings) {
      MethodModel method = target(type, weaving);
      woven = weaveOne(woven, method, weaving);
    }
    return woven;
  }

  private byte[] weaveOne(byte[] bytes, MethodModel target, Weaving weaving) {
    ClassTransform transform =
        ClassTransform.transformingMethods(
            method ->
                method.methodName().equalsString(target.methodName().stringValue())
                    && method.methodType().equalsString(target.methodType().stringValue()),
            MethodTransform.transformingCode(new Guard(target, weaving)));
    return classFiles.transformClass(classFiles.parse(bytes), transform);
  }

  private static MethodModel target(ClassModel type, Weaving weaving) {
    String name = weaving.part().method();
    List<MethodModel> fitting =
        type.methods().stream()
            .filter(method -> method.methodName().equalsString(name))
            .filter(method -> fits(type, method, weaving.part().type()))
            .toList();
    if (fitting.size() != 1 || fitting.getFirst().code().isEmpty() || name.startsWith("<")) {
      throw new FaultRefused(
          "fault %s: %s has %d methods '%s' that take and return what %s does"
              .formatted(
                  weaving.fault(),
                  weaving.part().target(),
                  fitting.size(),
                  name,
                  weaving.part().substitute()));
    }
    return fitting.getFirst();
  }

  private static boolean fits(ClassModel type, MethodModel method, MethodTypeDesc substitute) {
    List<ClassDesc> wanted = arguments(type, method);
    List<ClassDesc> given = substitute.parameterList();
    if (wanted.size() != given.size()
        || !fits(method.methodTypeSymbol().returnType(), substitute.returnType())) {
      return false;
    }
    for (int i = 0; i < given.size(); i++) {
      if (!fits(wanted.get(i), given.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean fits(ClassDesc wanted, ClassDesc given) {
    return wanted.equals(given) || (given.equals(ConstantDescs.CD_Object) && !wanted.isPrimitive());
  }

  private static List<ClassDesc> arguments(ClassModel type, MethodModel method) {
    List<ClassDesc> arguments = new ArrayList<>();
    if (!method.flags().has(AccessFlag.STATIC)) {
      arguments.add(type.thisClass().asSymbol());
    }
    arguments.addAll(method.methodTypeSymbol().parameterList());
    return arguments;
  }

  /// The code before the method's own.
  private record Guard(MethodModel target, Weaving weaving) implements CodeTransform {

    @Override
    public void atStart(CodeBuilder code) {
      code.ldc(weaving.fault())
          .invokestatic(SWITCH, weaving.part().whileOff() ? "off" : "on", ON)
          .ifThen(
              then -> {
                loadArguments(then);
                substitute(then);
              });
    }

    @Override
    public void accept(CodeBuilder code, CodeElement element) {
      code.with(element);
    }

    private void loadArguments(CodeBuilder code) {
      if (!target.flags().has(AccessFlag.STATIC)) {
        code.aload(code.receiverSlot());
      }
      List<ClassDesc> parameters = target.methodTypeSymbol().parameterList();
      for (int i = 0; i < parameters.size(); i++) {
        code.loadLocal(TypeKind.from(parameters.get(i)), code.parameterSlot(i));
      }
    }

    private void substitute(CodeBuilder code) {
      DeclaredFault.Woven part = weaving.part();
      ClassDesc result = target.methodTypeSymbol().returnType();
      code.invokestatic(ClassDesc.ofInternalName(part.by()), part.substitute(), part.type());
      if (!result.isPrimitive() && !result.equals(part.type().returnType())) {
        code.checkcast(result);
      }
      code.return_(TypeKind.from(result));
    }
  }
}
