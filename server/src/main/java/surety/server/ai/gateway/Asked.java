package surety.server.ai.gateway;

/// What a request asks for, as far as this server needs to know.
///
/// @param model the provider's name of it
/// @param stream whether the answer is to come event by event
/// @param outputTokens how long the answer may become, at most
/// @param body the request as it was sent, completed where the provider's own default would keep it
record Asked(String model, boolean stream, long outputTokens, String body) {
  @Override
  public String toString() {
    return "Asked[stream=" + stream + "]";
  }
}
