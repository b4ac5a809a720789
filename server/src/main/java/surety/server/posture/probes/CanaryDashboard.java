package surety.server.posture.probes;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import surety.server.posture.probe.Canaries.Canary;
import surety.server.posture.probe.ProbeRun;
import surety.server.posture.probe.TargetBrowser;
import surety.server.posture.probe.TargetBrowser.Page;
import surety.server.workspace.Role;

/// The dashboard of the attacked workspace, and figures of the vendor that are told from all
/// others.
final class CanaryDashboard {

  private static final Duration LOOK_AGAIN = Duration.ofMillis(40);
  private static final int RATE = 120;

  // So many digits that no other number is like it by chance; and minutes are an int.
  private static final int LEAST_HOURS = 10_000_000;
  private static final int MOST_HOURS = 35_000_000;
  private static final int MARK_DIGITS = 28;

  private final ProbeRun run;
  private final TargetBrowser owner;
  private final String path;

  CanaryDashboard(ProbeRun run) {
    Canary canary = run.canaries().a();
    this.run = run;
    this.owner = canary.as(Role.OWNER);
    this.path = "/w/" + canary.workspace() + "/dashboard";
  }

  /// One time entry of so many hours, which is so long that no other figure is like it.
  ///
  /// @param mark the text in every text field of the vendor's records
  record Planted(long hours, String mark) {

    /// What it is worth, in whole units.
    long worth() {
      return hours * RATE;
    }

    boolean isOn(Page page) {
      String text = page.text();
      return List.of(hours, worth()).stream()
          .anyMatch(figure -> text.contains(String.format(Locale.ROOT, "%,d", figure)));
    }
  }

  /// Makes the vendor answer with a figure of this run.
  ///
  /// @param number another one gives another figure
  Planted plant(int number) {
    BigInteger drawn = new BigInteger(run.nonce(), 16).add(BigInteger.valueOf(7919L * number));
    int hours =
        LEAST_HOURS + drawn.mod(BigInteger.valueOf(MOST_HOURS - LEAST_HOURS)).intValueExact();
    Planted planted = new Planted(hours, mark(number));
    run.vendor().plant(hours * 60, planted.mark());
    return planted;
  }

  // Not the nonce itself, which is stored on purpose.
  private String mark(int number) {
    byte[] seed = (run.nonce() + number).getBytes(StandardCharsets.US_ASCII);
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(seed);
      return "k" + HexFormat.of().formatHex(digest).substring(0, MARK_DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("the JDK has no SHA-256", e);
    }
  }

  Page look() {
    return owner.get(path);
  }

  Page refresh() {
    return owner.post(path + "/refresh", Map.of("range", "6"));
  }

  /// Looks until figures are there or are not to be had.
  Page settled(Duration atMost) throws InterruptedException {
    long until = System.nanoTime() + atMost.toNanos();
    Page page = look();
    while (isReading(page) && System.nanoTime() < until) {
      Thread.sleep(LOOK_AGAIN);
      page = look();
    }
    return page;
  }

  static boolean hasFigures(Page page) {
    return page.status() == 200 && page.text().contains("data-figures");
  }

  static boolean isReading(Page page) {
    return page.status() == 200 && page.text().contains("Reading from your systems");
  }

  static boolean saysThereIsNothing(Page page) {
    return page.status() == 502 && page.text().contains("There are no figures to show");
  }
}
