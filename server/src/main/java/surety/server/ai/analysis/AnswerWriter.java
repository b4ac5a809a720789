package surety.server.ai.analysis;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import surety.server.ai.gateway.Departing;
import surety.server.ai.gateway.Ending;
import surety.server.ai.gateway.Listener;

/// Writes an answer into its page while it arrives.
final class AnswerWriter implements Listener {

  private final HttpServletResponse response;
  private final Frame frame;
  private final Function<Map<String, Object>, String> drawEnd;
  private final AnswerMarkup markup = new AnswerMarkup();
  private @Nullable Seen seen;
  private boolean begun;

  AnswerWriter(
      HttpServletResponse response, Frame frame, Function<Map<String, Object>, String> drawEnd) {
    this.response = response;
    this.frame = frame;
    this.drawEnd = drawEnd;
  }

  /// Whether a part of the page has left.
  boolean hasBegun() {
    return begun;
  }

  @Override
  public void leaving(Departing request) {
    seen = Seen.of(request);
  }

  @Override
  public void text(String piece) throws IOException {
    write(markup.add(piece));
  }

  /// Writes the rest of the page.
  ///
  /// @throws IOException if the member went away
  void end(Ending ending) throws IOException {
    Map<String, Object> variables = new HashMap<>();
    variables.put("seen", seen);
    variables.put("ending", ending);
    variables.put("failed", ending instanceof Ending.Failed);
    write(markup.finish() + frame.between() + drawEnd.apply(variables) + frame.after());
  }

  private void write(String markup) throws IOException {
    if (!begun) {
      begun = true;
      response.setContentType("text/html;charset=UTF-8");
      response.setHeader("X-Accel-Buffering", "no");
      send(frame.before());
    }
    send(markup);
    response.flushBuffer();
  }

  private void send(String text) throws IOException {
    response.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
  }
}
