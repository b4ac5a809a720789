package surety.server.posture.probes;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import surety.server.egress.Call;
import surety.server.egress.Call.Parameter;
import surety.server.egress.Refusal;

/// A way to make a vendor write.
///
/// @param name as it is published
/// @param expected why it must be refused
record WriteTrick(
    String name,
    String method,
    List<Parameter> parameters,
    Map<String, String> headers,
    Refusal expected) {

  private static final List<String> METHODS =
      List.of(
          "GET",
          "POST",
          "PUT",
          "PATCH",
          "DELETE",
          "MERGE",
          "COPY",
          "MOVE",
          "LINK",
          "PROPPATCH",
          "MKCOL",
          "TRACE",
          "CONNECT",
          "OPTIONS",
          "HEAD",
          "get",
          "GET ",
          "");

  private static final List<String> PARAMETERS =
      List.of(
          "_method",
          "_METHOD",
          " _method",
          "method",
          "http_method",
          "X-HTTP-Method-Override",
          "x-http-method",
          "x-method-override",
          "operation",
          "batch",
          "access_token");

  private static final List<String> HEADERS =
      List.of(
          "X-HTTP-Method-Override",
          "x-http-method-override",
          "X-HTTP-Method",
          "X-Method-Override",
          "Content-Type",
          "Transfer-Encoding",
          "Host");

  /// All that is known against a read.
  ///
  /// @param read its method, which is no trick
  static List<WriteTrick> against(String read) {
    List<WriteTrick> all = new ArrayList<>();
    METHODS.stream()
        .filter(method -> !method.equals(read))
        .forEach(
            method ->
                all.add(
                    new WriteTrick(
                        "method \"" + method + "\"",
                        method,
                        List.of(),
                        Map.of(),
                        Refusal.METHOD_NOT_ALLOWED)));
    PARAMETERS.forEach(
        name -> all.add(parameter(read, name, "DELETE", Refusal.PARAMETER_FORBIDDEN)));
    all.add(parameter(read, "delete", "true", Refusal.PARAMETER_NOT_DECLARED));
    all.add(parameter(read, "archive", "true", Refusal.PARAMETER_NOT_DECLARED));
    all.add(parameter(read, "request.name", "x", Refusal.PARAMETER_NOT_DECLARED));
    HEADERS.forEach(
        name ->
            all.add(
                new WriteTrick(
                    "header " + name,
                    read,
                    List.of(),
                    Map.of(name, "DELETE"),
                    Refusal.HEADER_FORBIDDEN)));
    return all;
  }

  private static WriteTrick parameter(String read, String name, String value, Refusal expected) {
    return new WriteTrick(
        "parameter \"" + name + "\"",
        read,
        List.of(new Parameter(name, value)),
        Map.of(),
        expected);
  }

  /// The call that tries it.
  ///
  /// @param mark tells it apart in the vendor's log
  Call call(String path, String mark) {
    Map<String, String> marked = new java.util.HashMap<>(headers);
    marked.put(SourceWrites.MARK, mark);
    return new Call(method, path, parameters, marked);
  }
}
