package surety.server.posture.run;

import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import surety.server.posture.probe.Canaries;
import surety.server.posture.probe.RecordingProvider;
import surety.server.posture.probe.RecordingVendor;
import surety.server.posture.probe.SqlAttacker;
import surety.server.posture.probe.TargetBrowser;
import surety.server.workspace.Role;
import surety.server.workspace.WorkspaceId;

/// A target in memory with one control that can be switched off: workspace a keeps notes, and only
/// its own members may read them.
final class Target {

  private static final WorkspaceId A = new WorkspaceId(new java.util.UUID(1, 1));
  private static final WorkspaceId B = new WorkspaceId(new java.util.UUID(2, 2));

  private final Map<String, String> notes = new HashMap<>();
  private final List<RecordingVendor.Request> requests = new ArrayList<>();
  private boolean guarded = true;

  void guarded(boolean on) {
    this.guarded = on;
  }

  Means means() {
    return new Means(Members::new, Refusing::new, Recording::new, Target::noModels);
  }

  private static RecordingProvider noModels() {
    throw new IllegalStateException("this target asks no models");
  }

  private TargetBrowser.Page answer(WorkspaceId visitor, String path, Map<String, String> form) {
    String[] parts = path.split("/");
    boolean own = parts[2].equals(visitor.value().toString());
    if (guarded && !own) {
      return page(404, "not found");
    }
    if (!form.isEmpty()) {
      notes.put(parts[2], form.get("note"));
    }
    return page(200, notes.getOrDefault(parts[2], "none"));
  }

  private static TargetBrowser.Page page(int status, String text) {
    return new TargetBrowser.Page(
        status, HttpHeaders.of(Map.of(), (_, _) -> true), text.getBytes(StandardCharsets.UTF_8));
  }

  private record Member(Target target, WorkspaceId of) implements TargetBrowser {

    @Override
    public Page get(String path) {
      return target.answer(of, path, Map.of());
    }

    @Override
    public Page get(String path, Map<String, String> headers) {
      return get(path);
    }

    @Override
    public Page post(String path, Map<String, String> form) {
      return target.answer(of, path, form);
    }

    @Override
    public Page send(String method, String path, Map<String, String> headers, byte[] body) {
      return get(path);
    }

    @Override
    public String cookie(String name) {
      return "";
    }
  }

  private final class Members implements Canaries {

    @Override
    public Canary a() {
      return canary(A);
    }

    @Override
    public Canary b() {
      return canary(B);
    }

    private Canary canary(WorkspaceId id) {
      return new Canary() {
        @Override
        public WorkspaceId workspace() {
          return id;
        }

        @Override
        public TargetBrowser as(Role role) {
          return new Member(Target.this, id);
        }

        @Override
        public TargetBrowser stranger() {
          return new Member(Target.this, new WorkspaceId(new java.util.UUID(9, 9)));
        }
      };
    }
  }

  private static final class Refusing implements SqlAttacker {

    @Override
    public <T> T inTransaction(SqlWork<T> work) throws SQLException {
      throw new SQLException("no database", "08000");
    }

    @Override
    public <T> T onConnection(SqlWork<T> work) throws SQLException {
      return inTransaction(work);
    }
  }

  private final class Recording implements RecordingVendor {

    @Override
    public String connector() {
      return "none";
    }

    @Override
    public String url() {
      return "https://vendor.example";
    }

    @Override
    public String token() {
      return "token";
    }

    @Override
    public String rotateToken() {
      return "token-2";
    }

    @Override
    public void plant(int minutes, String mark) {}

    @Override
    public void up(boolean answers) {}

    @Override
    public List<Request> requests(Instant since) {
      return requests;
    }

    @Override
    public String state() {
      return "";
    }
  }
}
