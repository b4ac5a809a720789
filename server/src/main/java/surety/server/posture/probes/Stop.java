package surety.server.posture.probes;

import surety.server.posture.probe.TargetBrowser.Page;

/// Why the gateway to models may stop a request. OpenAI's form of errors has a code, Anthropic's
/// has only words.
enum Stop {
  LEAK("name_would_leave", "was still in the request"),
  NOT_PROVEN("not_proven", "cannot be shown that the request holds no name"),
  ATTACHMENT("attachment_refused", "cannot be searched for names"),
  FIELD("field_refused", "the provider"),
  NO_PROVIDER("provider_not_set", "No provider of this form is set"),
  NO_PROMISE("attestation_missing", "not to train on what it gets is in force"),
  NO_SUCH_PLACE("unknown_url", "nothing at this address"),
  LIMIT("limit_reached", "There are no more");

  private final String code;
  private final String words;

  Stop(String code, String words) {
    this.code = code;
    this.words = words;
  }

  boolean isIn(Page answer) {
    return answer.status() >= 400
        && (answer.text().contains("\"" + code + "\"") || answer.text().contains(words));
  }
}
