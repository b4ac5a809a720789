package surety.server.insight;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import surety.sandbox.Firm;
import surety.server.connect.ConnectedSource;
import surety.server.connect.SourceRecord;
import surety.server.insight.figures.MadeUpFirm;
import surety.server.workspace.WorkspaceId;
import surety.server.workspace.WorkspaceScope;

/// Connects workspaces of a running server to the made-up firm, without a wire between.
@TestConfiguration(proxyBeanMethods = false)
class FakeSources implements SourceLookup {

  private static final MadeUpFirm FIRM =
      new MadeUpFirm(Firm.generate(7, LocalDate.now(ZoneOffset.UTC)));
  private static final List<SourceRecord> RECORDS =
      Stream.concat(FIRM.phaseOne(), FIRM.phaseTwo()).toList();

  private static final Map<WorkspaceId, ConnectedSource> CONNECTED = new ConcurrentHashMap<>();

  @Bean
  @Primary
  SourceLookup madeUpFirm() {
    return this;
  }

  static FakeSource connect(WorkspaceId workspace) {
    FakeSource source = new FakeSource(RECORDS::stream);
    CONNECTED.put(workspace, source.source());
    return source;
  }

  @Override
  public List<ConnectedSource> sources(WorkspaceScope scope) {
    return Optional.ofNullable(CONNECTED.get(scope.workspace())).stream().toList();
  }
}
