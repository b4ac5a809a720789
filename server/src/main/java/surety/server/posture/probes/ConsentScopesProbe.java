package surety.server.posture.probes;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;
import surety.server.connect.engine.ConnectorPlan;
import surety.server.connect.engine.Connectors;
import surety.server.connect.engine.OAuthPlan;
import surety.server.posture.probe.Attempt;
import surety.server.posture.probe.ConsentingVendor;
import surety.server.posture.probe.Probe;
import surety.server.posture.probe.ProbeRun;
import surety.server.posture.probe.TargetBrowser.Page;

/// Reads what a vendor is asked for, beside what the connector declares and the member is shown.
/// Then the vendor grants more.
@Component
class ConsentScopesProbe implements Probe {

  private static final String ASKED = "a scope in the request that is not declared";
  private static final String HIDDEN = "a scope in the request that the member is not shown";
  private static final String GRANTED = "a scope that was granted beyond the request";
  private static final String MORE = "projects.write";
  private static final String BADGE = "more was granted than asked for";
  private static final Pattern WRITES =
      Pattern.compile(
          ".*(write|manage|create|update|delete|admin|full).*", Pattern.CASE_INSENSITIVE);

  private final ConsentingVendor vendor;
  private final CanaryRows rows;
  private final Connectors connectors;

  ConsentScopesProbe(ConsentingVendor vendor, CanaryRows rows, Connectors connectors) {
    this.vendor = vendor;
    this.rows = rows;
    this.connectors = connectors;
  }

  @Override
  public String id() {
    return "consent-scopes";
  }

  @Override
  public String attack() {
    return "Compares the scopes that a vendor is asked for with those that the connector declares"
        + " and the member is shown, has the vendor grant one more and looks for a notice of"
        + " it, and searches the scopes of every connector for one that is named for writing.";
  }

  @Override
  public void run(ProbeRun run) {
    List<ConnectorPlan> asking =
        connectors.all().stream().filter(it -> it.oauth().isPresent()).toList();
    List<String> cases = new ArrayList<>(List.of(ASKED, HIDDEN, GRANTED));
    asking.forEach(it -> cases.add(writing(it)));
    run.population("every connector that asks for consent, and each place of its scopes", cases);
    asking.forEach(it -> run.attack(writing(it), named(it.oauth().orElseThrow())));
    OAuthPlan plan =
        connectors.find(vendor.connector()).flatMap(ConnectorPlan::oauth).orElseThrow();
    Set<String> declared = new TreeSet<>(plan.scopes());
    try (CanaryConsent consent = new CanaryConsent(run, vendor, rows)) {
      Page page = consent.asked();
      Set<String> asked = asked(consent, page);
      run.control("what is declared is asked for", asked.containsAll(declared));
      run.attack(ASKED, Attempt.of(declared.containsAll(asked), asked.size() + " scopes"));
      boolean shown = asked.stream().allMatch(it -> page.text().contains("<code>" + it + "<"));
      run.attack(HIDDEN, Attempt.of(shown, asked.size() + " scopes"));
      granted(run, consent, declared);
    } finally {
      vendor.grants(Set.of());
    }
  }

  private static String writing(ConnectorPlan connector) {
    return "a scope of " + connector.id() + " that is named for writing";
  }

  private static Attempt named(OAuthPlan plan) {
    long writing = plan.scopes().stream().filter(it -> WRITES.matcher(it).matches()).count();
    return Attempt.of(writing == 0, writing + " of " + plan.scopes().size());
  }

  private static Set<String> asked(CanaryConsent consent, Page page) {
    return Arrays.stream(consent.place(page).getRawQuery().split("&"))
        .filter(pair -> pair.startsWith("scope="))
        .map(pair -> URLDecoder.decode(pair.substring(6), StandardCharsets.UTF_8))
        .flatMap(scopes -> Arrays.stream(scopes.split(" ")))
        .collect(java.util.stream.Collectors.toCollection(TreeSet::new));
  }

  private void granted(ProbeRun run, CanaryConsent consent, Set<String> declared) {
    Set<String> more = new TreeSet<>(declared);
    more.add(MORE);
    vendor.grants(more);
    String page = consent.page(consent.connected()).text();
    boolean told = page.contains(BADGE) && page.contains(MORE);
    run.attack(GRANTED, Attempt.of(told, told ? "the page tells it" : "the page is silent"));
  }
}
