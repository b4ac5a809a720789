package surety.sandbox.model;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;

/// What every call of one provider passes: the log, the pace, faults, the API, errors.
final class ModelFront implements HttpHandler {
  private static final Set<String> SECRET = Set.of("authorization", "x-api-key", "cookie");
  private static final String PAGE =
      "<!doctype html><title>Bad gateway</title><h1>A stand-in for a broken proxy</h1>";

  private final Provider provider;
  private final String prefix;
  private final ModelApi api;
  private final ModelProviders providers;
  private final AtomicLong requests = new AtomicLong();

  ModelFront(Provider provider, String prefix, ModelApi api, ModelProviders providers) {
    this.provider = provider;
    this.prefix = prefix;
    this.api = api;
    this.providers = providers;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      ModelCall call = read(exchange);
      providers.add(call);
      String requestId = "req_standin" + requests.incrementAndGet();
      Optional<ModelFault> fault = providers.nextFault();
      ModelAnswer answer =
          new ModelAnswer(exchange, call, providers.pace(), api.headers(requestId), fault);
      try {
        answer(exchange, call, fault, answer, requestId);
        call.ended(ModelCall.Outcome.COMPLETE);
      } catch (IOException e) {
        call.ended(ModelCall.Outcome.DISCONNECTED);
        throw e;
      }
    }
  }

  private void answer(
      HttpExchange exchange,
      ModelCall call,
      Optional<ModelFault> fault,
      ModelAnswer answer,
      String requestId)
      throws IOException {
    try {
      if (fault.isPresent() && fault.get().effect() == ModelFault.Effect.STATUS) {
        throw ApiError.of(fault.get().status(), fault.get().headers());
      }
      if (fault.isPresent() && fault.get().effect() == ModelFault.Effect.PAGE) {
        answer.send(fault.get().status(), "text/html; charset=utf-8", Map.of(), PAGE);
        return;
      }
      String path = exchange.getRequestURI().getPath().substring(prefix.length());
      api.answer(
          call.method(),
          path,
          name -> Optional.ofNullable(exchange.getRequestHeaders().getFirst(name)).orElse(""),
          call.bytes(),
          answer);
    } catch (ApiError error) {
      String body = api.error(error, requestId).toString();
      answer.send(error.status(), ModelAnswer.JSON, error.headers(), body);
    }
  }

  private ModelCall read(HttpExchange exchange) throws IOException {
    Map<String, List<String>> headers = new TreeMap<>();
    exchange
        .getRequestHeaders()
        .forEach(
            (name, values) -> {
              String lower = name.toLowerCase(Locale.ROOT);
              headers.put(lower, SECRET.contains(lower) ? List.of("[key]") : List.copyOf(values));
            });
    try (InputStream in = exchange.getRequestBody()) {
      return new ModelCall(
          provider,
          exchange.getRequestMethod(),
          exchange.getRequestURI().toString(),
          headers,
          in.readAllBytes());
    }
  }
}
