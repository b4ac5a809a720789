package surety.server.posture.view;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;

/// What a reviewer asks, and the controls that answer it. The order is that of the page.
public enum Question {
  SEPARATION(
      "Can another customer see our data?",
      "row-level-security",
      "scope-signature",
      "scope-source"),
  ACCESS("Can your staff see our data?", "support-grant", "no-impersonation"),
  READING(
      "What can you do to the systems that we connect?",
      "egress-gate",
      "egress-address",
      "adapter-shape",
      "source-direction"),
  FIGURES("What do you keep of our figures?", "ephemeral-records", "live-figures", "figure-age"),
  CREDENTIALS(
      "How are our credentials kept?",
      "envelope-sealing",
      "data-key-per-row",
      "key-wrap",
      "root-key-place",
      "secret-no-read",
      "secret-use-paired",
      "secret-rotation",
      "revocation"),
  TRANSPORT("Is everything encrypted on its way?", "transport-https", "egress-tls"),
  LOGGING(
      "What is logged, and can we see it?",
      "trail-visibility",
      "access-before-data",
      "entry-shape",
      "retention",
      "trail-filter"),
  AI(
      "What does an AI get to see?",
      "name-replacement",
      "second-look",
      "name-restoring",
      "answers-unlogged",
      "model-limits",
      "model-trail",
      "provider-choice",
      "provider-promise",
      "training-paths",
      "agent-door"),
  OTHERS("Who else handles our data?", "subprocessor-list"),
  EVIDENCE(
      "Why should we believe this page?",
      "claim-registry",
      "evidence-append-only",
      "twin-unreachable",
      "overview-current"),
  REST("What else do you promise?");

  private final String text;
  private final Set<String> controls;

  Question(String text, String... controls) {
    this.text = text;
    this.controls = Set.of(controls);
  }

  /// The question that a control answers; [#REST] for one that no other names.
  public static Question of(String control) {
    return Arrays.stream(values())
        .filter(question -> question.controls.contains(control))
        .findFirst()
        .orElse(REST);
  }

  /// The question, as a reviewer asks it.
  public String text() {
    return text;
  }

  /// Its anchor on the page.
  public String anchor() {
    return "q-" + name().toLowerCase(Locale.ROOT);
  }
}
