package surety.twin;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Weaves the fault switches into the server's classes when the twin loads them.
public final class Agent implements ClassFileTransformer {

  private final Map<String, List<Weaving>> weavings;
  private final Weaver weaver;

  private Agent(Map<String, List<Weaving>> weavings, ClassLoader loader) {
    this.weavings = weavings;
    this.weaver = new Weaver(loader);
  }

  /// Called by the JVM before the twin's main class. If a fault fits nothing the JVM ends here, so
  /// that no fault can be survived by not being there.
  public static void premain(@Nullable String arguments, Instrumentation instrumentation) {
    ClassLoader loader = ClassLoader.getSystemClassLoader();
    Agent agent = new Agent(FaultIndex.own().weavings(), loader);
    agent.weavings.keySet().forEach(target -> agent.rehearse(loader, target));
    instrumentation.addTransformer(agent);
  }

  private void rehearse(ClassLoader loader, String target) {
    List<Weaving> wanted = weavings.getOrDefault(target, List.of());
    try (InputStream in = loader.getResourceAsStream(target.replace('.', '/') + ".class")) {
      if (in == null) {
        throw new FaultRefused("fault " + wanted.getFirst().fault() + ": no class " + target);
      }
      byte[] unused = weaver.weave(in.readAllBytes(), wanted);
    } catch (IOException e) {
      throw new UncheckedIOException("a class cannot be read", e);
    }
  }

  // The JVM ignores whatever a transformer throws and would go on with the class unwoven.
  @Override
  public byte @Nullable [] transform(
      @Nullable ClassLoader loader,
      @Nullable String name,
      @Nullable Class<?> redefined,
      @Nullable ProtectionDomain domain,
      byte[] classFile) {
    List<Weaving> wanted =
        name == null ? List.of() : weavings.getOrDefault(name.replace('/', '.'), List.of());
    if (wanted.isEmpty()) {
      return null; // by the interface's contract: leave the class as it is
    }
    try {
      return weaver.weave(classFile, wanted);
    } catch (RuntimeException | LinkageError e) {
      System.err.println("twin: " + name + " could not be woven: " + e);
      Runtime.getRuntime().halt(3);
      throw e;
    }
  }
}
