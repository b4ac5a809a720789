package surety.server.posture.page;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import surety.server.posture.view.Snapshot;

/// The pages on which visitors watch their attacks. One that did not change is not written again.
final class ProvePages {

  private final FrozenPages pages;
  private final PageWriter writer;
  private final Cache<Ticket.Progress, Frozen> written =
      Caffeine.newBuilder().maximumSize(200).expireAfterWrite(Duration.ofMinutes(5)).build();

  ProvePages(FrozenPages pages, PageWriter writer) {
    this.pages = pages;
    this.writer = writer;
  }

  /// The page; empty if the public pages cannot be written at this moment.
  Optional<Frozen> of(Ticket.Progress progress) {
    return pages.snapshot().map(snapshot -> written.get(progress, it -> write(it, snapshot)));
  }

  private Frozen write(Ticket.Progress progress, Snapshot snapshot) {
    Map<String, Object> more =
        progress.over()
            ? Map.of("progress", progress)
            : Map.of("progress", progress, "live", true, "refreshSeconds", 2);
    return Frozen.html(writer.write("posture/prove", snapshot, more));
  }
}
