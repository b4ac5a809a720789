package surety.sandbox.model;

import java.io.IOException;
import java.util.Map;
import java.util.function.UnaryOperator;
import tools.jackson.databind.node.ObjectNode;

/// One provider's API.
interface ModelApi {
  /// Answers one call.
  ///
  /// @param method such as `POST`
  /// @param path below the prefix, such as `/chat/completions`
  /// @param header gives a header by its name in lower case, or the empty text
  /// @throws ApiError with the error that the provider would send
  /// @throws IOException if the client is gone
  void answer(
      String method, String path, UnaryOperator<String> header, byte[] body, ModelAnswer answer)
      throws IOException;

  /// An error in the provider's format.
  ObjectNode error(ApiError error, String requestId);

  /// Headers of every answer.
  Map<String, String> headers(String requestId);
}
