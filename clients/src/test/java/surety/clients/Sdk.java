package surety.clients;

import tools.jackson.databind.JsonNode;

/// One official client that plays scenarios.
interface Sdk {

  /// What to do.
  ///
  /// @param scenario its name, the same for all clients of a provider
  /// @param retries how often the client may try again by itself
  /// @param text of the user
  /// @param result what each tool answers
  record Ask(
      String scenario,
      String baseUrl,
      String key,
      String model,
      int retries,
      String text,
      String result) {}

  /// What came of it; if the client raised an error, its class is in `error` and its status in
  /// `status`.
  JsonNode run(Ask ask);
}
