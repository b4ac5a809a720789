package surety.server.identity;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.TypeExcludeFilter;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.type.classreading.MetadataReader;
import org.springframework.core.type.classreading.MetadataReaderFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import surety.server.SuretyApplication;
import surety.server.operations.TestPostgres;
import surety.server.platform.Mail;
import surety.server.platform.Mailer;
import surety.server.platform.UndeliverableMail;

/// The whole server on a free port, on a database of its own, with mail that the test reads.
public final class TestServer {

  private static final Pattern LINK = Pattern.compile("https://\\S+?(/\\S+)");

  private final TestPostgres.Database database;
  private final BlockingQueue<Mail> mails = new LinkedBlockingQueue<>();
  private final ConfigurableApplicationContext context;

  private final Map<String, String> extra;

  private TestServer(TestPostgres.Database database, Map<String, String> extra, Class<?>... more) {
    this.database = database;
    this.extra = Map.copyOf(extra);
    List<Class<?>> sources = new ArrayList<>(List.of(SuretyApplication.class));
    sources.addAll(List.of(more));
    var application = new SpringApplication(sources.toArray(Class<?>[]::new));
    // What a test leaves running ends with the JVM, and does not wait for a database that is gone.
    application.setRegisterShutdownHook(false);
    application.addInitializers(it -> register((GenericApplicationContext) it));
    this.context = application.run(arguments());
  }

  /// Starts a server.
  ///
  /// @param more controllers of the test
  public static TestServer start(Class<?>... more) {
    return new TestServer(TestPostgres.migrated(), Map.of(), more);
  }

  /// Starts a server with settings of the test.
  ///
  /// @param more parts of the test
  public static TestServer startWith(Map<String, String> settings, Class<?>... more) {
    return new TestServer(TestPostgres.migrated(), settings, more);
  }

  /// Starts a server on a database of the test, which the server migrates.
  public static TestServer on(TestPostgres.Database database) {
    return new TestServer(database, Map.of());
  }

  private String[] arguments() {
    Map<String, String> settings = new HashMap<>(database.settings());
    settings.put("surety.port", "0");
    settings.put("surety.http-port", "-1");
    settings.put("surety.posture.probes", "off");
    settings.put("surety.data", temporaryFolder());
    settings.putAll(extra);
    return settings.entrySet().stream()
        .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
        .toArray(String[]::new);
  }

  private static String temporaryFolder() {
    try {
      return Files.createTempDirectory("server").toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void register(GenericApplicationContext beans) {
    beans.registerBean(
        "testMailer",
        Mailer.class,
        () -> beans.getBean(UndeliverableMail.class).orElse(this::keep)::accept,
        definition -> definition.setPrimary(true));
    beans.registerBean(TypeExcludeFilter.class, ProductOnly::new);
  }

  /// Leaves out the components that other tests declare.
  public static final class ProductOnly extends TypeExcludeFilter {

    private final String product =
        SuretyApplication.class.getProtectionDomain().getCodeSource().getLocation().getPath();

    @Override
    public boolean match(MetadataReader type, MetadataReaderFactory factory) throws IOException {
      return !type.getResource().getURL().getPath().startsWith(product);
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof ProductOnly;
    }

    @Override
    public int hashCode() {
      return product.hashCode();
    }
  }

  /// A browser without cookies.
  public TestBrowser browser() {
    return new TestBrowser(port());
  }

  /// Where it listens on loopback, with TLS.
  public int port() {
    var server = ((ServletWebServerApplicationContext) context).getWebServer();
    return Objects.requireNonNull(server).getPort();
  }

  /// A browser that has signed in with a link.
  public TestBrowser signedIn(String email) {
    TestBrowser browser = browser();
    browser.get("/sign-in");
    browser.post("/sign-in", "email", email);
    browser.post(linkIn(mail(email)));
    return browser;
  }

  // Alerts come when they come, and would stand between a test and the mail that it waits for.
  private void keep(Mail mail) {
    if (!mail.subject().startsWith("Security alert")) {
      mails.add(mail);
    }
  }

  /// The next mail that is no alert, which must be for this address.
  public Mail mail(String to) {
    try {
      Mail mail = mails.poll(30, TimeUnit.SECONDS);
      if (mail == null || !mail.to().equals(to)) {
        throw new AssertionError("no mail for " + to);
      }
      return mail;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /// How many mails nobody has read.
  public int unreadMails() {
    return mails.size();
  }

  /// The path of the link in a mail.
  public static String linkIn(Mail mail) {
    Matcher matcher = LINK.matcher(mail.text());
    if (!matcher.find()) {
      throw new AssertionError("no link in " + mail.text());
    }
    return matcher.group(1);
  }

  /// Makes an account a member, past every rule, as the superuser.
  public UUID join(UUID workspace, String email, String role) {
    UUID member = UUID.randomUUID();
    superuser()
        .sql(
            """
            INSERT INTO workspace.member (workspace_id, id, account_id, email, role)
            SELECT ?, ?, id, email, ? FROM identity.account WHERE email = ?
            """)
        .params(workspace, member, role, email)
        .update();
    return member;
  }

  /// Makes a workspace without members.
  public UUID workspace(String name) {
    UUID workspace = UUID.randomUUID();
    superuser()
        .sql("INSERT INTO workspace.workspace VALUES (?, ?, 'EUR')")
        .params(workspace, name)
        .update();
    return workspace;
  }

  /// Empties the rate limits.
  public void forgetLimits() {
    superuser().sql("DELETE FROM sec.rate_limit").update();
  }

  /// The database with all of its roles.
  public TestPostgres.Database database() {
    return database;
  }

  /// The database as its superuser.
  public JdbcClient superuser() {
    return JdbcClient.create(database.superuserSource());
  }

  /// The database as the role that serves requests.
  public JdbcClient runtime() {
    return JdbcClient.create(database.runtimeSource());
  }

  /// A part of the server.
  public <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  /// Every part of the server of this type.
  public <T> Collection<T> beansOfType(Class<T> type) {
    return context.getBeansOfType(type).values();
  }

  /// A part of the server that has a name.
  public <T> T bean(String name, Class<T> type) {
    return context.getBean(name, type);
  }

  /// Stops the server.
  public void stop() {
    context.close();
  }
}
