package surety.server.posture.page;

import java.util.List;
import surety.server.posture.view.Snapshot;

/// The pages as the server writes them.
public final class WrittenPages {

  private WrittenPages() {}

  /// The security page.
  public static String security(Snapshot snapshot) {
    return Preview.writer().security(snapshot, List.of("PL-02"));
  }
}
