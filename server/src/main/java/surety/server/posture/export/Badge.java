package surety.server.posture.export;

import java.util.Map;
import surety.server.posture.view.ShownState;
import surety.server.posture.view.Snapshot;

/// A small picture with counts, to be shown elsewhere. It has the colour of the worst state and no
/// score.
public final class Badge {

  private static final String LABEL = "claims";

  // White on each of these has a contrast of at least 4.5.
  private static final Map<ShownState, String> COLOURS =
      Map.of(
          ShownState.FAILING, "#a32525",
          ShownState.UNPROVEN, "#5a625d",
          ShownState.EXPIRED, "#5a625d",
          ShownState.STALE, "#805000",
          ShownState.ATTESTED, "#1f5a8c",
          ShownState.PROVEN, "#1c6b3c",
          ShownState.WITHDRAWN, "#5a625d");

  private Badge() {}

  /// The picture as SVG.
  public static String of(Snapshot snapshot) {
    String words = words(snapshot);
    int left = width(LABEL);
    int right = width(words);
    return """
    <svg xmlns="http://www.w3.org/2000/svg" width="%1$d" height="20" role="img" aria-label="%2$s: %3$s">
      <title>%2$s: %3$s</title>
      <desc>%4$s</desc>
      <rect width="%1$d" height="20" rx="4" fill="#3a403c"/>
      <path d="M%5$d 0h%6$dq4 0 4 4v12q0 4-4 4h-%6$dz" fill="%7$s"/>
      <g fill="#fff" font-family="Verdana,DejaVu Sans,sans-serif" font-size="11">
        <text x="7" y="14">%2$s</text>
        <text x="%8$d" y="14">%3$s</text>
      </g>
    </svg>
    """
        .formatted(
            left + right,
            LABEL,
            words,
            Xml.text("As of " + snapshot.at() + ", build " + snapshot.build()),
            left,
            right - 4,
            COLOURS.getOrDefault(snapshot.worst(), "#5a625d"),
            left + 7);
  }

  // Every state that occurs, so that nothing bad can hide behind a good number.
  private static String words(Snapshot snapshot) {
    StringBuilder words = new StringBuilder();
    snapshot
        .counts()
        .forEach(
            (state, count) -> {
              if (count > 0 || state == ShownState.PROVEN) {
                words
                    .append(words.isEmpty() ? "" : ", ")
                    .append(count)
                    .append(' ')
                    .append(state.label());
              }
            });
    return words.toString();
  }

  private static int width(String words) {
    return 14 + (int) Math.ceil(words.length() * 6.6);
  }
}
