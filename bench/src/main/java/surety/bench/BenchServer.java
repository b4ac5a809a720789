package surety.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import surety.sandbox.demo.Browser;
import surety.sandbox.demo.Mailbox;
import surety.sandbox.demo.Walk;
import surety.server.SuretyApplication;
import surety.server.platform.OwnerDatabase;
import surety.server.workspace.Role;
import surety.server.workspace.WorkspaceDatabase;
import surety.server.workspace.WorkspaceId;
import surety.server.workspace.WorkspaceScope;
import surety.server.workspace.WorkspaceScopes;

/// The real server on its own durable PostgreSQL, with the routes of a benchmark added, in a folder
/// that is deleted afterwards unless its caller has given it.
final class BenchServer implements AutoCloseable {

  private static final String EMAIL = "bench@example.com";

  private final Path folder;
  private final boolean own;
  private final ConfigurableApplicationContext context;
  private final Browser browser;

  private BenchServer(Path folder, boolean own, ConfigurableApplicationContext context) {
    this.folder = folder;
    this.own = own;
    this.context = context;
    this.browser = new Browser(URI.create("https://localhost:" + port()), trust());
  }

  /// Starts the server.
  ///
  /// @param settings as `--surety.name=value`
  static BenchServer start(String... settings) throws IOException {
    return start(newFolder(), true, settings);
  }

  /// Starts the server on a folder that may hold what another one left there.
  static BenchServer startIn(Path folder) {
    return start(folder, false);
  }

  /// An empty folder for a server.
  static Path newFolder() throws IOException {
    Path folder = Files.createTempDirectory("surety-bench-");
    // PostgreSQL runs under another account when the caller is root, and must be able to pass.
    folder.toFile().setExecutable(true, false);
    return folder;
  }

  private static BenchServer start(Path folder, boolean own, String... settings) {
    List<String> arguments = new ArrayList<>(List.of(settings));
    arguments.add("--surety.data=" + folder.resolve("data"));
    arguments.add("--surety.port=0");
    arguments.add("--surety.http-port=-1");
    arguments.add("--surety.posture.probes=off");
    // A client of a benchmark asks more often than the hundred times after which a connection ends.
    arguments.add("--server.tomcat.max-keep-alive-requests=-1");
    arguments.add("--logging.level.root=WARN");
    var application =
        new SpringApplication(SuretyApplication.class, PointReads.class, BareRoutes.class);
    return new BenchServer(folder, own, application.run(arguments.toArray(String[]::new)));
  }

  int port() {
    var web = ((ServletWebServerApplicationContext) context).getWebServer();
    if (web == null) {
      throw new IllegalStateException("the server does not listen");
    }
    return web.getPort();
  }

  <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  /// Signs in as somebody without a workspace.
  void signIn() throws IOException, InterruptedException {
    new Walk(browser, new Mailbox(mail())).signIn(EMAIL);
  }

  /// A client that is signed in once [#signIn] was called.
  Browser browser() {
    return browser;
  }

  /// Where the server writes its mail.
  Path mail() {
    return folder.resolve("data/mail");
  }

  /// Makes workspaces of which the signed-in account is the owner.
  List<WorkspaceScope> workspaces(int count) {
    UUID account =
        bean(OwnerDatabase.class)
            .asOwner(
                owner ->
                    owner
                        .sql("SELECT id FROM identity.account WHERE email = ?")
                        .param(EMAIL)
                        .query(UUID.class)
                        .single());
    List<WorkspaceScope> scopes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      scopes.add(workspace(account, i));
    }
    return scopes;
  }

  private WorkspaceScope workspace(UUID account, int number) {
    WorkspaceId id = WorkspaceId.next();
    UUID member = UUID.randomUUID();
    WorkspaceScope scope = bean(WorkspaceScopes.class).ofVerifiedMember(id, member, Role.OWNER);
    bean(WorkspaceDatabase.class)
        .write(
            scope,
            client -> {
              client
                  .sql(
                      "INSERT INTO workspace.workspace (workspace_id, name, reporting_currency)"
                          + " VALUES (?, ?, 'EUR')")
                  .params(id.value(), "Workspace " + number)
                  .update();
              return client
                  .sql(
                      "INSERT INTO workspace.member (workspace_id, id, account_id, email, role)"
                          + " VALUES (?, ?, ?, ?, 'OWNER')")
                  .params(id.value(), member, account, EMAIL)
                  .update();
            });
    return scope;
  }

  /// Makes a table of items with the same rows twice: `bench.item`, protected as every table of a
  /// workspace is, and `bench.plain`, protected by nothing. Those that were there before go.
  void items(List<WorkspaceScope> scopes, int perWorkspace) {
    bean(OwnerDatabase.class)
        .asOwner(
            owner -> {
              owner.sql("DROP SCHEMA IF EXISTS bench CASCADE").update();
              owner.sql("DELETE FROM sec.table_class WHERE table_name LIKE 'bench.%'").update();
              owner.sql("CREATE SCHEMA bench").update();
              return owner.sql("GRANT USAGE ON SCHEMA bench TO surety_runtime").update();
            });
    furtherItems("", scopes, perWorkspace);
  }

  /// Makes such tables beside them.
  ///
  /// @param suffix of their names
  void furtherItems(String suffix, List<WorkspaceScope> scopes, int perWorkspace) {
    UUID[] ids = scopes.stream().map(scope -> scope.workspace().value()).toArray(UUID[]::new);
    String item = "bench.item" + suffix;
    String plain = "bench.plain" + suffix;
    bean(OwnerDatabase.class)
        .asOwner(
            owner -> {
              for (String table : Set.of(item, plain)) {
                owner
                    .sql(
                        "CREATE TABLE "
                            + table
                            + " (workspace_id uuid, id int, payload text NOT NULL, PRIMARY KEY"
                            + " (workspace_id, id)) WITH (autovacuum_enabled = false)")
                    .update();
                owner
                    .sql(
                        "INSERT INTO "
                            + table
                            + " SELECT w, n, repeat(md5(n::text), 3) FROM unnest(?::uuid[]) w,"
                            + " generate_series(1, ?) n")
                    .params(ids, perWorkspace)
                    .update();
              }
              // Whoever reads a row first marks it as committed; nobody's round shall pay for that.
              for (String table : Set.of(item, plain)) {
                owner.sql("SELECT count(payload) FROM " + table).query(Long.class).single();
              }
              owner
                  .sql("SELECT sec.protect_table(?::regclass, 0, 0)")
                  .param(item)
                  .query()
                  .listOfRows();
              return owner.sql("GRANT SELECT, INSERT ON " + plain + " TO surety_runtime").update();
            });
    // What the database does by itself within minutes: statistics for the planner.
    bean(OwnerDatabase.class).asOwner(owner -> owner.sql("ANALYZE").update());
  }

  Load load(int clients) {
    return new Load(trust().getSocketFactory(), port(), clients);
  }

  /// A client that comes from an address of its own, on loopback.
  HttpClient client(InetAddress from) {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .sslContext(trust())
        .localAddress(from)
        .build();
  }

  URI uri(String path) {
    return URI.create("https://localhost:" + port() + path);
  }

  private SSLContext trust() {
    try (var in = Files.newInputStream(folder.resolve("data/tls/ca.pem"))) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setCertificateEntry(
          "ca", CertificateFactory.getInstance("X.509").generateCertificate(in));
      TrustManagerFactory managers = TrustManagerFactory.getInstance("PKIX");
      managers.init(store);
      SSLContext ssl = SSLContext.getInstance("TLS");
      ssl.init(null, managers.getTrustManagers(), null);
      return ssl;
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException("the server's certificate authority cannot be read", e);
    }
  }

  @Override
  public void close() {
    context.close();
    if (own) {
      delete(folder);
    }
  }

  /// Deletes a folder with all that is in it.
  static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
