package surety.sandbox.demo;

import java.io.IOException;
import java.util.Map;
import surety.sandbox.Firm;
import surety.sandbox.demo.Browser.Page;
import surety.sandbox.model.ModelProviders;

/// The part of a new user's path on which models are asked: by a member about the figures, and by a
/// program.
public final class AnalysisWalk {

  /// A name that the firm's systems do not know.
  static final String OWN_NAME = "Kittiwake Holdings";

  /// What a program asks.
  static final String PROGRAMS_QUESTION =
      "{\"model\":\""
          + ModelProviders.MODEL
          + "\",\"messages\":[{\"role\":\"user\",\"content\":\"How is "
          + OWN_NAME
          + " doing?\"}]}";

  private final Browser browser;
  private final Walk walk;

  /// Goes on where a walk has come to.
  public AnalysisWalk(Browser browser, Walk walk) {
    this.browser = browser;
    this.walk = walk;
  }

  /// Lets models be asked: providers with their promises and models, a name that no system knows,
  /// and an API key.
  ///
  /// @return the key
  public String setUp(String workspace) throws IOException, InterruptedException {
    long start = System.nanoTime();
    ModelWalk owner = new ModelWalk(browser, workspace);
    owner.useStandIns();
    owner.chooseModels();
    owner.addClient(OWN_NAME);
    String key = owner.newKey();
    Page page = browser.open(workspace + "/settings/ai").ok();
    walk.timed("models", start, walk.keep("ai", page));
    return key;
  }

  /// Has the figures looked at by a model, and looks at what the model saw.
  public Page analysis(String workspace, Firm firm) throws IOException, InterruptedException {
    long start = System.nanoTime();
    Page form = walk.keep("analysis", browser.open(workspace + "/analysis").ok());
    Page page = browser.submit(form, "form#analyse", Map.of()).ok();
    walk.keep("analysis-answer", page);
    String answer = page.document().select("#answer").text();
    String seen = page.document().select("#seen").text();
    require(answer.contains("Stand-in answer"), "no answer of the stand-in");
    require(namesIn(answer, firm) > 0, "no name in the answer");
    require(seen.contains("Client A"), "the model saw no label");
    require(namesIn(seen, firm) == 0, "the model saw a name");
    return walk.timed("analysis", start, page);
  }

  private static long namesIn(String text, Firm firm) {
    return firm.clients().stream().filter(client -> text.contains(client.name())).count();
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalStateException(otherwise);
    }
  }

  /// Asks a model as a program does, with a key of the workspace, about the name that no system
  /// knows.
  void program(String key) throws IOException, InterruptedException {
    long start = System.nanoTime();
    Page answer = browser.program("/ai/openai/v1/chat/completions", key, PROGRAMS_QUESTION).ok();
    require(answer.body().contains(OWN_NAME), "no name in the answer to the program");
    walk.timed("program", start, answer);
  }
}
