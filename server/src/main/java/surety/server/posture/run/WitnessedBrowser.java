package surety.server.posture.run;

import java.util.Map;
import surety.server.posture.probe.TargetBrowser;

/// A browser whose answers are remembered.
record WitnessedBrowser(TargetBrowser browser, Witness witness) implements TargetBrowser {

  @Override
  public Page get(String path) {
    return seen(browser.get(path));
  }

  @Override
  public Page get(String path, Map<String, String> headers) {
    return seen(browser.get(path, headers));
  }

  @Override
  public Page post(String path, Map<String, String> form) {
    return seen(browser.post(path, form));
  }

  @Override
  public Page send(String method, String path, Map<String, String> headers, byte[] body) {
    return seen(browser.send(method, path, headers, body));
  }

  @Override
  public String cookie(String name) {
    return browser.cookie(name);
  }

  private Page seen(Page page) {
    witness.saw(page.body());
    page.headers().map().values().forEach(values -> values.forEach(witness::saw));
    return page;
  }
}
