package surety.sandbox.demo;

import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.nodes.Element;
import surety.sandbox.demo.Browser.Page;
import surety.sandbox.model.ModelProviders;

/// The path of an owner who lets programs ask AI models, page by page: providers and their
/// promises, names, limits, and a key for a program.
public final class ModelWalk {

  private static final Pattern KEY = Pattern.compile("surety_[A-Za-z0-9_-]{49}");

  private final Browser browser;
  private final String workspace;

  /// A walk in a workspace.
  ///
  /// @param browser signed in as the owner
  /// @param workspace its path, `/w/{workspace}`
  public ModelWalk(Browser browser, String workspace) {
    this.browser = browser;
    this.workspace = workspace;
  }

  /// Sets every provider that the page offers, with the key that the stand-ins accept and a promise
  /// not to train.
  public void useStandIns() throws IOException, InterruptedException {
    String settings = workspace + "/settings/ai";
    Page page = browser.open(settings).ok();
    for (Element place : page.document().select("select[name=base] option")) {
      Map<String, String> values = Map.of("base", place.val(), "key", ModelProviders.KEY);
      page = browser.submit(page, "form[action$=/settings/ai/providers]", values).ok();
    }
    for (Element form : page.document().select("form[action$=/attest]")) {
      page = browser.submit(page, "form[action=" + form.attr("action") + "]", promise()).ok();
    }
  }

  /// Has each provider that is set look at figures, with the stand-ins' model.
  void chooseModels() throws IOException, InterruptedException {
    Page page = browser.open(workspace + "/settings/ai").ok();
    for (Element form : page.document().select("form[action$=/model]")) {
      String action = "form[action=" + form.attr("action") + "]";
      browser.submit(page, action, Map.of("model", ModelProviders.MODEL)).ok();
    }
  }

  private static Map<String, String> promise() {
    LocalDate today = LocalDate.now(Clock.systemUTC());
    return Map.of(
        "saidBy",
        "Their terms",
        "document",
        "https://example.com/terms",
        "issued",
        today.minusDays(1).toString(),
        "expires",
        today.plusDays(30).toString());
  }

  /// Adds the name of a client.
  public void addClient(String name) throws IOException, InterruptedException {
    Page page = browser.open(workspace + "/settings/ai/names").ok();
    Map<String, String> values = Map.of("kind", "CLIENT", "name", name);
    browser.submit(page, "form[action$=/settings/ai/names]", values).ok();
  }

  /// Changes limits; those that are not named stay.
  ///
  /// @param values by the names of the form's fields
  public void limit(Map<String, String> values) throws IOException, InterruptedException {
    Page page = browser.open(workspace + "/settings/ai").ok();
    browser.submit(page, "form[action$=/settings/ai/limits]", values).ok();
  }

  /// Makes a key by which a program may ask models.
  ///
  /// @return the key, which is shown this once
  public String newKey() throws IOException, InterruptedException {
    return newKey("models");
  }

  /// Makes a key for one use: `models`, `figures` or `costs`.
  ///
  /// @return the key, which is shown this once
  public String newKey(String use) throws IOException, InterruptedException {
    Page page = browser.open(workspace + "/settings/keys").ok();
    Map<String, String> values = Map.of("name", "A program", "use", use);
    Matcher shown =
        KEY.matcher(browser.submit(page, "form[action$=/settings/keys]", values).body());
    if (!shown.find()) {
      throw new IllegalStateException("no key after making one");
    }
    return shown.group();
  }
}
