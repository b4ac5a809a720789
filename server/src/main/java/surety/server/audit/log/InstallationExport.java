package surety.server.audit.log;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import surety.server.audit.AdministrationLog;
import surety.server.audit.InstallationLog;
import surety.server.audit.log.Checkpoints.Signed;
import surety.server.workspace.WorkspaceScope;

/// Writes the installation's log as that of any workspace.
@Component
class InstallationExport implements InstallationLog {

  private final Checkpoints checkpoints;
  private final LogRows rows;
  private final LogExports exports;

  InstallationExport(Checkpoints checkpoints, LogRows rows, LogExports exports) {
    this.checkpoints = checkpoints;
    this.rows = rows;
    this.exports = exports;
  }

  @Override
  public Optional<File> file() {
    WorkspaceScope scope = checkpoints.scope(AdministrationLog.INSTALLATION.value());
    return checkpoints
        .latest(scope)
        .map(
            signed -> {
              long size = signed.checkpoint().size();
              long first = rows.firstKnown(scope).filter(seq -> seq < size).orElse(size);
              return new Part(scope, signed, exports.key(signed).text(), first, size);
            });
  }

  private final class Part implements File {
    private final WorkspaceScope scope;
    private final Signed signed;
    private final String key;
    private final long first;
    private final long end;

    Part(WorkspaceScope scope, Signed signed, String key, long first, long end) {
      this.scope = scope;
      this.signed = signed;
      this.key = key;
      this.first = first;
      this.end = end;
    }

    @Override
    public String key() {
      return key;
    }

    @Override
    public long size() {
      return end - first;
    }

    @Override
    public void write(OutputStream out) throws IOException {
      exports.write(scope, signed, first, end, List.of(), out);
    }
  }
}
