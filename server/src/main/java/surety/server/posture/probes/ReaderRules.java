package surety.server.posture.probes;

import java.lang.classfile.ClassModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.reflect.AccessFlag;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// What the classes that read sources may offer and call.
///
/// Readers offer seven methods. Their module calls out through `ReadHttp` alone, which gets, posts
/// and follows; nobody but it, and the module of the client itself, calls the client; and the
/// client's module does not know the name of a method that writes, but for the list of POSTs that
/// are known to read, which lets nothing else through, and for three doors: that to model
/// providers, which takes proven bodies alone, and that to receivers of a workspace's log, which
/// only the streams may call, neither of which the readers' module may touch; and that to
/// authorization servers, which takes the fields of OAuth alone and which only its own part of the
/// readers' module may call.
final class ReaderRules {

  /// What a reader offers: six fetches, and the question which of them it has.
  static final Set<String> OFFERED =
      Set.of(
          "capabilities",
          "fetchProjects",
          "fetchInvoices",
          "fetchTimeEntries",
          "fetchPeople",
          "fetchDeals",
          "fetchBookings");

  private static final String READER = "surety/server/connect/SourceReader";
  private static final String CONNECT = "surety/server/connect/";
  private static final String EGRESS = "surety/server/egress/";
  private static final String POSTURE = "surety/server/posture/";
  private static final String CLIENT = EGRESS + "EgressClient";
  private static final String READ = EGRESS + "ReadHttp";
  private static final String MODELS = EGRESS + "Model";
  private static final String TOKENS = EGRESS + "TokenClient";
  private static final String POSTS = EGRESS + "ReadPost";
  private static final String CONSENTS = CONNECT + "oauth/";
  private static final String WEBHOOKS = EGRESS + "WebhookClient";
  private static final String RECEIVERS = EGRESS + "Receivers";
  private static final String STREAMS = "surety/server/audit/stream/";
  private static final Set<String> READS = Set.of("get", "post", "follow", "followPath");
  private static final Set<String> WRITES =
      Set.of("POST", "PUT", "PATCH", "DELETE", "MERGE", "PROPPATCH", "MKCOL", "COPY", "MOVE");
  private static final List<String> OTHER_CLIENTS =
      List.of(
          "java/net/http/",
          "java/net/Socket",
          "java/net/URLConnection",
          "java/net/HttpURLConnection",
          "java/nio/channels/SocketChannel",
          "javax/net/",
          "org/apache/hc/",
          "org/springframework/web/client/");

  private final Set<String> readers;

  /// @param classes all that may read
  ReaderRules(Collection<ClassModel> classes) {
    this.readers = readers(classes);
  }

  private static Set<String> readers(Collection<ClassModel> classes) {
    Set<String> readers = new HashSet<>(Set.of(READER));
    boolean more = true;
    while (more) {
      more = false;
      for (ClassModel type : classes) {
        if (parents(type).anyMatch(readers::contains)) {
          more |= readers.add(name(type));
        }
      }
    }
    return readers;
  }

  private static Stream<String> parents(ClassModel type) {
    return Stream.concat(type.superclass().stream(), type.interfaces().stream())
        .map(ClassEntry::asInternalName);
  }

  static String name(ClassModel type) {
    return type.thisClass().asInternalName();
  }

  /// The names of the classes that read.
  Set<String> readers() {
    return Set.copyOf(readers);
  }

  /// What a class offers or calls that it may not.
  List<String> violations(ClassModel type) {
    List<String> violations = new ArrayList<>();
    if (readers.contains(name(type))) {
      visible(type)
          .filter(it -> !OFFERED.contains(it))
          .forEach(it -> violations.add("offers " + it));
    }
    if (name(type).equals(READ)) {
      visible(type).filter(it -> !READS.contains(it)).forEach(it -> violations.add("offers " + it));
    }
    type.methods().stream()
        .flatMap(method -> method.code().stream())
        .flatMap(code -> code.elementStream())
        .forEach(
            element -> {
              switch (element) {
                case InvokeInstruction call -> violation(type, call, violations);
                case ConstantInstruction constant -> violation(type, constant, violations);
                default -> {}
              }
            });
    return violations;
  }

  private static Stream<String> visible(ClassModel type) {
    return type.methods().stream()
        .filter(ReaderRules::isVisible)
        .map(method -> method.methodName().stringValue());
  }

  private static boolean isVisible(MethodModel method) {
    return !method.flags().has(AccessFlag.PRIVATE)
        && !method.flags().has(AccessFlag.SYNTHETIC)
        && !method.methodName().stringValue().startsWith("<");
  }

  private static void violation(ClassModel type, InvokeInstruction call, List<String> found) {
    String owner = call.owner().asInternalName();
    String what = owner + "." + call.name().stringValue();
    boolean client = owner.equals(CLIENT) && call.name().equalsString("exchange");
    if (client && !isOf(type, EGRESS) && !isOf(type, POSTURE)) {
      found.add("calls " + what);
    }
    if (owner.equals(TOKENS) && call.name().equalsString("post") && !isOf(type, CONSENTS)) {
      found.add("calls " + what);
    }
    boolean receivers = owner.equals(WEBHOOKS) || owner.equals(RECEIVERS);
    if (receivers && !isOf(type, STREAMS) && !isOf(type, EGRESS)) {
      found.add("calls " + what);
    }
    if (isOf(type, CONNECT)
        && (owner.startsWith(MODELS) || OTHER_CLIENTS.stream().anyMatch(owner::startsWith))) {
      found.add("calls " + what);
    }
  }

  private static void violation(ClassModel type, ConstantInstruction constant, List<String> found) {
    boolean door = isOf(type, MODELS) || Set.of(TOKENS, POSTS, WEBHOOKS).contains(name(type));
    if ((isOf(type, CONNECT) || (isOf(type, EGRESS) && !door))
        && constant.constantValue() instanceof String text
        && WRITES.contains(text)) {
      found.add("names " + text);
    }
  }

  private static boolean isOf(ClassModel type, String module) {
    return name(type).startsWith(module);
  }
}
