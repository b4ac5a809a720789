package surety.server.posture.page;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.springframework.web.util.HtmlUtils;
import surety.server.posture.view.Snapshot;

/// The page on which visitors ask for attacks, and those on which they watch them. One that did not
/// change is not written again.
final class ProvePages {

  /// The path of the form.
  static final String FORM = "/security/prove";

  /// Stands in the frozen form where each visitor gets a text of its own.
  static final String PLACE = "a-text-for-this-visitor-goes-here";

  private static final String REFUSED = "<p class=\"error\" role=\"alert\" id=\"refused\"></p>";
  private static final int LONGEST_KEPT = 200;

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
    return form(HexFormat.of().formatHex(text), "", "");
  }

  /// The form as a visitor filled it in, with what is wrong.
  ///
  /// @param text any text; what is too long for the form is cut
  /// @param claim the id of the claim that was chosen
  /// @param refused a sentence for people
  Optional<byte[]> again(String text, String claim, String refused) {
    String kept = HtmlUtils.htmlEscape(text.substring(0, Math.min(text.length(), LONGEST_KEPT)));
    return form(kept, claim, REFUSED.replace("></", ">" + refused + "</"));
  }

  private Optional<byte[]> form(String text, String claim, String refused) {
    String chosen = "<option value=\"" + HtmlUtils.htmlEscape(claim) + "\"";
    return pages
        .page(FORM)
        .map(page -> new String(page.bytes(false), StandardCharsets.UTF_8))
        .map(page -> page.replace(REFUSED, refused).replace(chosen, chosen + " selected"))
        .map(page -> page.replace(PLACE, text))
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
