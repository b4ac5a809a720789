package surety.twin;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Writes down what comes of a run, as it comes.
///
/// | line | when |
/// |---|---|
/// | `{"started": {origin, build, config, probes}}` | a twin serves |
/// | `{"withoutFault": {probe, outcome, ...}}` | a probe ran, no fault was on |
/// | `{"underFault": {fault, control, class, run: {probe, ...}}}` | a probe ran |
/// | `{"done": {fault, control, reached, killedBy}}` | all probes ran against a fault |
/// | `{"spoilt": {fault, run: {probe, ...}}}` | a probe does not pass again after the fault |
/// | `{"refused": {fault, reason}}` | a fault could not be tried |
/// | `{"matrix": {faults, probes, holes}}` | last |
final class RunReporter implements TwinListener {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final KillMatrix matrix;
  private final PrintStream out;

  RunReporter(KillMatrix matrix, PrintStream out) {
    this.matrix = matrix;
    this.out = out;
  }

  @Override
  public void started(JsonNode ready) {
    line("started", ready);
  }

  @Override
  public void withoutFault(Cell cell) {
    matrix.baseline(cell);
    line("withoutFault", cell);
  }

  @Override
  public void underFault(DeclaredFault fault, Cell cell) {
    matrix.add(cell);
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("fault", fault.id());
    told.put("control", fault.control());
    told.put("class", fault.kind());
    told.put("run", cell);
    line("underFault", told);
  }

  @Override
  public void done(DeclaredFault fault, long reached) {
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("fault", fault.id());
    told.put("control", fault.control());
    told.put("reached", reached);
    told.put("killedBy", matrix.killers(fault.id()));
    line("done", told);
  }

  @Override
  public void spoilt(DeclaredFault fault, Cell cell) {
    line("spoilt", Map.of("fault", fault.id(), "run", cell));
  }

  @Override
  public void refused(String fault, String reason) {
    matrix.refuse(fault, reason);
    line("refused", Map.of("fault", fault, "reason", reason));
  }

  /// Writes the matrix.
  void end() {
    line("matrix", matrix.toJson());
  }

  private synchronized void line(String kind, Object what) {
    out.println(JSON.writeValueAsString(Map.of(kind, what)));
    out.flush();
  }
}
