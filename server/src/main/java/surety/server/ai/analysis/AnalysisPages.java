package surety.server.ai.analysis;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.ViewResolver;
import org.springframework.web.util.ContentCachingResponseWrapper;
import org.thymeleaf.ITemplateEngine;
import org.thymeleaf.context.Context;
import surety.server.ai.gateway.Ending;
import surety.server.ai.gateway.Listener;

/// Writes the page "Analysis": whole, or piece by piece while a model answers.
@Component
class AnalysisPages {

  private static final String PAGE = "ai/analysis";
  private static final String END = "ai/analysis-end";

  private final ViewResolver views;
  private final ITemplateEngine templates;

  AnalysisPages(ViewResolver thymeleafViewResolver, ITemplateEngine templates) {
    this.views = thymeleafViewResolver;
    this.templates = templates;
  }

  /// The page that says why there is no answer.
  View stopped(Stop stop) {
    return (model, request, response) -> stopped(stop, model, request, response);
  }

  private void stopped(
      Stop stop,
      @Nullable Map<String, ?> model,
      HttpServletRequest request,
      HttpServletResponse response)
      throws Exception {
    response.setStatus(stop.status());
    stop.retryAfter()
        .ifPresent(wait -> response.setHeader("Retry-After", Long.toString(wait.toSeconds())));
    page().render(with(model, Map.of("stop", stop)), request, response);
  }

  /// The page with an answer, written while it arrives. Until the first word of it has come, the
  /// page can still become one that says why there is none.
  View answer(Function<Listener, Ending> asking) {
    return (model, request, response) -> {
      AnswerWriter writer = new AnswerWriter(response, frame(model, request, response), this::end);
      Ending ending = asking.apply(writer);
      if (ending instanceof Ending.Failed failed && !writer.hasBegun()) {
        stopped(Stop.of(failed), model, request, response);
      } else {
        writer.end(ending);
      }
    };
  }

  private Frame frame(
      @Nullable Map<String, ?> model, HttpServletRequest request, HttpServletResponse response)
      throws Exception {
    var held = new ContentCachingResponseWrapper(response);
    page().render(with(model, Map.of("marker", Frame.MARKER)), request, held);
    return Frame.of(new String(held.getContentAsByteArray(), StandardCharsets.UTF_8));
  }

  private String end(Map<String, Object> variables) {
    return templates.process(END, new Context(Locale.ENGLISH, variables));
  }

  private View page() throws Exception {
    View view = views.resolveViewName(PAGE, Locale.ENGLISH);
    if (view == null) {
      throw new IllegalStateException("there is no page " + PAGE);
    }
    return view;
  }

  private static Map<String, Object> with(
      @Nullable Map<String, ?> model, Map<String, Object> more) {
    Map<String, Object> all = new HashMap<>(more);
    if (model != null) {
      all.putAll(model);
    }
    return all;
  }
}
