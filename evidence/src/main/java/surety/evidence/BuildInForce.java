package surety.evidence;

import java.util.List;
import surety.evidence.Statement.Subject;
import surety.translog.Hash;

/// From here on the server is this build in this configuration. Evidence about any other no longer
/// proves anything.
///
/// @param build of the running program
/// @param config of its effective configuration, secrets left out
public record BuildInForce(Hash build, Hash config) implements Entry {
  static final String NAME = "build";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Subject> subjects() {
    return List.of(new Subject("build", build), new Subject("config", config));
  }

  @Override
  public JsonObject predicate() {
    return Json.object().with("build", build).with("config", config);
  }

  static BuildInForce of(JsonObject predicate) {
    return new BuildInForce(predicate.hash("build"), predicate.hash("config"));
  }
}
