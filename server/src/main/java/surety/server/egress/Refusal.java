package surety.server.egress;

/// Why a call was refused. The names are stable: they are stored, shown and tested.
public enum Refusal {
  METHOD_NOT_ALLOWED("only reads are allowed"),
  BODY_NOT_ALLOWED("the body holds more than a read needs"),
  PATH_NOT_DECLARED("the path is not one that the connector declares"),
  PARAMETER_NOT_DECLARED("a parameter is not one that the connector declares"),
  PARAMETER_FORBIDDEN("a parameter could turn a read into a write"),
  HEADER_FORBIDDEN("a header could turn a read into a write, or is not allowed to be set"),
  NOT_HTTPS("only https is allowed"),
  HOST_NOT_ALLOWED("the host is not the one that the connection belongs to"),
  HOST_NOT_LISTED("the host is not one that this server is known to talk to"),
  CREDENTIAL_NOT_BOUND("the credential belongs to another host"),
  ADDRESS_NOT_PUBLIC("the host's name leads to an address that is not public"),
  REDIRECT_ELSEWHERE("the answer redirects to a place that is not declared");

  private final String sentence;

  Refusal(String sentence) {
    this.sentence = sentence;
  }

  /// One sentence for people. It holds nothing of the call.
  public String sentence() {
    return sentence;
  }
}
