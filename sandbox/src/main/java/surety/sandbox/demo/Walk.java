package surety.sandbox.demo;

import java.io.IOException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jsoup.nodes.Element;
import surety.sandbox.Firm;
import surety.sandbox.SandboxServer;
import surety.sandbox.demo.Browser.Page;

/// The path of a new user, step by step: sign in, create a workspace, connect the firm's system,
/// look at the figures, read the audit trail. Each step fails when the page is not what a person
/// would need to go on.
public final class Walk {

  private static final Duration MAIL_LIMIT = Duration.ofSeconds(60);
  private static final Duration FIGURES_LIMIT = Duration.ofSeconds(60);

  private final Browser browser;
  private final Mailbox mailbox;
  private final Map<String, Long> millis = new LinkedHashMap<>();
  private final Map<String, Page> pages = new LinkedHashMap<>();

  /// A walk of one person.
  public Walk(Browser browser, Mailbox mailbox) {
    this.browser = browser;
    this.mailbox = mailbox;
  }

  /// Signs in by mail.
  ///
  /// @return the first page after it
  public Page signIn(String email) throws IOException, InterruptedException {
    long start = System.nanoTime();
    mailbox.markAllRead();
    Page asked = keep("sign-in", browser.open("/sign-in").ok());
    keep("link-sent", browser.submit(asked, "main form", Map.of("email", email)).ok());
    Page landing = keep("link", browser.open(mailbox.awaitLink(MAIL_LIMIT)).ok());
    Page home = browser.submit(landing, "main form", Map.of()).ok();
    return timed("sign in", start, home);
  }

  /// Creates a workspace.
  ///
  /// @return its path, `/w/{workspace}`
  public String createWorkspace(String name, String currency)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    Page form = keep("new-workspace", browser.open("/workspaces/new").ok());
    Page made = browser.submit(form, "main form", Map.of("name", name, "currency", currency)).ok();
    timed("create workspace", start, made);
    Element link = made.document().selectFirst("nav.side a[href^=/w/]");
    if (link == null) {
      throw new IllegalStateException("no workspace after creating one");
    }
    String[] parts = link.attr("href").split("/");
    return "/w/" + parts[2];
  }

  /// Connects the made-up firm's Productive.io.
  public void connectProductive(String workspace, SandboxServer sandbox)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    keep("connections-empty", browser.open(workspace + "/connections").ok());
    Page form =
        keep("connect", browser.open(workspace + "/connections/new?connector=productive").ok());
    Page made =
        browser.submit(
            form,
            "main form",
            Map.of(
                "label", "Productive",
                "token", surety.sandbox.Tokens.PRODUCTIVE_FULL,
                "organization", surety.sandbox.Tokens.PRODUCTIVE_ORGANIZATION));
    timed("connect", start, made.ok());
    keep("connections", browser.open(workspace + "/connections").ok());
  }

  /// Enters what the firm's currencies were worth, once a month.
  public void exchangeRates(String workspace, Firm firm) throws IOException, InterruptedException {
    long start = System.nanoTime();
    Page form = keep("exchange-rates", browser.open(workspace + "/exchange-rates").ok());
    Page kept = browser.submit(form, "main form", Map.of("lines", rateLines(firm))).ok();
    timed("exchange rates", start, kept);
  }

  private static String rateLines(Firm firm) {
    StringBuilder lines = new StringBuilder();
    firm.exchangeRates().entrySet().stream()
        .filter(rate -> !rate.getKey().equals(firm.homeCurrency()))
        .sorted(Map.Entry.comparingByKey())
        .forEach(
            rate -> {
              for (int month = 0; month <= 37; month++) {
                LocalDate day = firm.today().withDayOfMonth(1).minusMonths(month);
                lines.append(rate.getKey() + " " + day + " " + rate.getValue() + "\n");
              }
            });
    return lines.toString();
  }

  /// Waits for the first figures.
  public Page dashboard(String workspace) throws IOException, InterruptedException {
    long start = System.nanoTime();
    Page page = browser.open(workspace + "/dashboard");
    keep("dashboard-loading", page);
    while (page.document().selectFirst("[data-figures]") == null) {
      if (System.nanoTime() - start > FIGURES_LIMIT.toNanos()) {
        throw new IllegalStateException("no figures within a minute: " + page.document().title());
      }
      Thread.sleep(100);
      page = browser.open(workspace + "/dashboard").ok();
    }
    keep("dashboard", page);
    return timed("dashboard, cold", start, page);
  }

  /// Reads the dashboard again, from the cache.
  public Page dashboardAgain(String workspace) throws IOException, InterruptedException {
    long start = System.nanoTime();
    return timed("dashboard, cached", start, browser.open(workspace + "/dashboard").ok());
  }

  /// Reads the audit trail.
  ///
  /// @return the number of entries on its first page
  int auditTrail(String workspace) throws IOException, InterruptedException {
    long start = System.nanoTime();
    Page page = keep("security", browser.open(workspace + "/security").ok());
    timed("audit trail", start, page);
    int entries = page.document().select("table.data tbody tr").size();
    if (entries == 0) {
      throw new IllegalStateException("the audit trail is empty");
    }
    return entries;
  }

  /// Pages that only need to be seen, for whoever judges them.
  void lookAround(String workspace) throws IOException, InterruptedException {
    keep("members", browser.open(workspace + "/members").ok());
    keep("sessions", browser.open("/sessions").ok());
    keep("not-found", browser.open("/w/" + java.util.UUID.randomUUID() + "/dashboard"));
  }

  /// How long each step took, in milliseconds.
  Map<String, Long> millis() {
    return millis;
  }

  /// The pages that were seen, by name.
  Map<String, Page> pages() {
    return pages;
  }

  /// Keeps a page under a name, for whoever judges it.
  Page keep(String name, Page page) {
    pages.put(name, page);
    return page;
  }

  /// Notes how long a step took.
  Page timed(String step, long start, Page page) {
    millis.put(step, (System.nanoTime() - start) / 1_000_000);
    return page;
  }
}
