package surety.server.posture.probes;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.Method;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import surety.server.connect.engine.Connectors;
import surety.server.egress.Credential;
import surety.server.egress.Destination;
import surety.server.egress.EgressClient;
import surety.server.egress.ReadHttp;
import surety.server.posture.probe.Attempt;
import surety.server.posture.probe.Probe;
import surety.server.posture.probe.ProbeRun;

/// Looks through the bytes of every class of the running build for a way to write to a source.
@Component
class AdapterShape implements Probe {

  private static final String READER = "surety.server.connect.SourceReader";

  private final ProductClasses classes;
  private final EgressClient client;
  private final Connectors connectors;

  AdapterShape(ProductClasses classes, EgressClient client, Connectors connectors) {
    this.classes = classes;
    this.client = client;
    this.connectors = connectors;
  }

  @Override
  public String id() {
    return "adapter-shape";
  }

  @Override
  public String attack() {
    return "Reads every class of the build that runs, and asks the loaded readers by reflection:"
        + " any operation of a reader besides its six fetches, and any call from the readers' code"
        + " to something that could write, counts as a success. Made-up classes with such"
        + " operations must be found first.";
  }

  @Override
  public void run(ProbeRun run) throws IOException, ReflectiveOperationException {
    List<ClassModel> all = classes.all();
    ReaderRules rules = new ReaderRules(all);
    run.population(
        "every class file of the running build", all.stream().map(ReaderRules::name).toList());
    controls(run, all, rules);
    for (ClassModel type : all) {
      List<String> violations = new ArrayList<>(rules.violations(type));
      if (rules.readers().contains(ReaderRules.name(type))) {
        violations.addAll(loaded(ReaderRules.name(type)));
      }
      run.attack(
          ReaderRules.name(type),
          violations.isEmpty()
              ? new Attempt.Refused("no way to write")
              : new Attempt.Succeeded(String.join(", ", violations)));
    }
  }

  // Inherited and default methods too, which the class's own bytes do not show.
  private static List<String> loaded(String name) throws ClassNotFoundException {
    Class<?> type =
        Class.forName(name.replace('/', '.'), false, AdapterShape.class.getClassLoader());
    return Arrays.stream(type.getMethods())
        .filter(method -> method.getDeclaringClass() != Object.class)
        .map(Method::getName)
        .filter(method -> !ReaderRules.OFFERED.contains(method))
        .map("inherits "::concat)
        .toList();
  }

  private void controls(ProbeRun run, List<ClassModel> all, ReaderRules rules)
      throws ReflectiveOperationException {
    run.control("readers were found", rules.readers().size() >= 3);
    run.control(
        "a reader offers its seven operations",
        Arrays.stream(Class.forName(READER).getMethods())
            .map(Method::getName)
            .collect(java.util.stream.Collectors.toSet())
            .equals(ReaderRules.OFFERED));
    run.control("a reader that updates is noticed", notices(all, updating()));
    run.control(
        "a reader's module with another client is noticed",
        notices(all, calling("java.net.http.HttpClient", "sendAsync")));
    run.control(
        "a reader's module that uses the door to models is noticed",
        notices(all, calling("surety.server.egress.ModelClient", "send")));
    run.control(
        "a way around the readers is noticed",
        notices(all, calling("surety.server.egress.EgressClient", "exchange")));
    read(run);
  }

  private static boolean notices(List<ClassModel> all, ClassModel madeUp) {
    List<ClassModel> more = new ArrayList<>(all);
    more.add(madeUp);
    return !new ReaderRules(more).violations(madeUp).isEmpty();
  }

  private static ClassModel updating() {
    return ClassFile.of()
        .parse(
            ClassFile.of()
                .build(
                    ClassDesc.of("surety.server.connect.engine.MadeUpReader"),
                    type ->
                        type.withInterfaceSymbols(ClassDesc.of(READER))
                            .withMethodBody(
                                "updateInvoice",
                                ConstantDescs.MTD_void,
                                ClassFile.ACC_PUBLIC,
                                code -> code.return_())));
  }

  private static ClassModel calling(String owner, String method) {
    return ClassFile.of()
        .parse(
            ClassFile.of()
                .build(
                    ClassDesc.of("surety.server.connect.engine.MadeUpCaller"),
                    type ->
                        type.withMethodBody(
                            "call",
                            ConstantDescs.MTD_void,
                            ClassFile.ACC_STATIC,
                            code ->
                                code.invokestatic(
                                        ClassDesc.of(owner),
                                        method,
                                        MethodTypeDesc.of(ConstantDescs.CD_void))
                                    .return_())));
  }

  // What the readers are given does reach a vendor, and with GET.
  private void read(ProbeRun run) {
    var connector = connectors.find(run.vendor().connector()).orElseThrow();
    Destination destination = connector.destination(URI.create(run.vendor().url()));
    Map<String, String> token = Map.of("Authorization", "Bearer " + run.vendor().token());
    String mark = run.nonce() + "-read";
    Instant since = Instant.now();
    new ReadHttp(
            client,
            destination,
            Credential.boundTo(destination.origin(), token),
            Map.of(SourceWrites.MARK, mark))
        .get("/projects", List.of(), InputStream::readAllBytes);
    run.control(
        "what readers are given sends GET",
        run.vendor().requests(since).stream()
            .anyMatch(it -> it.headers().containsValue(mark) && it.method().equals("GET")));
    run.echo(mark.getBytes(StandardCharsets.US_ASCII));
  }
}
