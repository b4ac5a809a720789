package surety.server.posture.page;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import surety.server.posture.view.Snapshot;

/// The page on which visitors ask for attacks, and those on which they watch them. One that did not
/// change is not written again.
final class ProvePages {

  /// The path of the form.
  static final String FORM = "/security/prove";

  /// Stands in the frozen form where each visitor gets a text of its own.
  static final String PLACE = "a-text-for-this-visitor-goes-here";

  private final SecureRandom random = new SecureRandom();
  private final FrozenPages pages;
  private final PageWriter writer;
  private final Cache<Ticket.Progress, Frozen> written =
      Caffeine.newBuilder().maximumSize(200).expireAfterWrite(Duration.ofMinutes(5)).build();

  ProvePages(FrozenPages pages, PageWriter writer) {
    this.pages = pages;
    this.writer = writer;
  }

  /// The form, with a random text that no visitor got before; empty if the public pages cannot be
  /// written at this moment.
  Optional<byte[]> form() {
    byte[] text = new byte[16];
    random.nextBytes(text);
    return pages
        .page(FORM)
        .map(page -> new String(page.bytes(false), StandardCharsets.UTF_8))
        .map(page -> page.replace(PLACE, HexFormat.of().formatHex(text)))
        .map(page -> page.getBytes(StandardCharsets.UTF_8));
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
