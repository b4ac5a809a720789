package surety.sandbox;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import surety.sandbox.model.ModelProviders;
import surety.sandbox.model.Provider;

/// Stand-ins for the vendors ([Vendor]), and for OpenAI and Anthropic ([#models]), on one port of
/// 127.0.0.1, over plain http.
///
/// The first hold the same firm, each as far as its format can express it ([Firm#seenBy]), and all
/// accept writes, so that a client that should only read can be caught writing: a write changes
/// [#datasetHash]. Safe for use by several threads.
public final class SandboxServer implements AutoCloseable {
  private static final String PRODUCTIVE = "/productive/api/v2";
  private static final String HARVEST = "/harvest/v2";
  private static final String HARVEST_ID = "/harvest-id/api/v2";
  private static final String OPENAI = "/openai/v1";
  private static final String ANTHROPIC = "/anthropic/v1";

  private final Firm firm;
  private final HttpServer server;
  private final ExecutorService executor;
  private final Tokens tokens = new Tokens();
  private final RequestLog log = new RequestLog();
  private final FaultQueue faults = new FaultQueue();
  private final ModelProviders models = new ModelProviders();
  private final VendorApi productive;
  private final VendorApi harvest;
  private final Map<Vendor, VendorApi> others = new EnumMap<>(Vendor.class);
  private final Map<Vendor, ConsentServer> consents = ConsentRules.servers();

  private SandboxServer(SandboxOptions options) throws IOException {
    // Without it each answer on a kept connection waits 40 ms for the client's delayed
    // acknowledgement.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    firm = options.firm();
    InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    server = HttpServer.create(new InetSocketAddress(loopback, options.port()), 128);
    executor = Executors.newVirtualThreadPerTaskExecutor();
    server.setExecutor(executor);
    int cap = options.pageSizeCap();
    productive = new ProductiveApi(firm.seenBy(Vendor.PRODUCTIVE), tokens, base(PRODUCTIVE), cap);
    harvest = new HarvestApi(firm.seenBy(Vendor.HARVEST), tokens, base(HARVEST), cap);
    Limits limits = new Limits(options);
    listen(Vendor.PRODUCTIVE, PRODUCTIVE, productive, limits.productive(), options.latency());
    listen(Vendor.HARVEST, HARVEST, harvest, limits.harvest(), options.latency());
    VendorApi accounts = new HarvestAccounts(firm, tokens);
    listen(Vendor.HARVEST, HARVEST_ID, accounts, List.of(), options.latency());
    others(options, limits);
    server.createContext(OPENAI, models.handler(Provider.OPENAI, OPENAI));
    server.createContext(ANTHROPIC, models.handler(Provider.ANTHROPIC, ANTHROPIC));
  }

  private void others(SandboxOptions options, Limits limits) {
    OtherVendors makers =
        new OtherVendors(firm, tokens, this::baseUrl, consents, options.pageSizeCap());
    for (Vendor vendor : EnumSet.complementOf(EnumSet.of(Vendor.PRODUCTIVE, Vendor.HARVEST))) {
      others.put(vendor, new LazyVendor(() -> makers.make(vendor)));
    }
    consents.forEach((vendor, server) -> consents(vendor, server, options));
    others.forEach(
        (vendor, api) -> listen(vendor, path(vendor), api, limits.of(vendor), options.latency()));
  }

  private void consents(Vendor vendor, ConsentServer server, SandboxOptions options) {
    for (String path : server.paths()) {
      String whole = "/" + vendor.name().toLowerCase(Locale.ROOT) + path;
      listen(vendor, whole, server, List.of(), options.latency());
    }
  }

  /// The stand-in for a vendor's authorization server.
  ///
  /// @throws IllegalArgumentException if the vendor has none
  public ConsentServer consents(Vendor vendor) {
    ConsentServer server = consents.get(vendor);
    if (server == null) {
      throw new IllegalArgumentException("no consent at " + vendor);
    }
    return server;
  }

  // The connector's name, and the vendor's own path.
  private static String path(Vendor vendor) {
    return switch (vendor) {
      case PRODUCTIVE -> PRODUCTIVE;
      case HARVEST -> HARVEST;
      case FLOAT -> "/float/v3";
      case PIPEDRIVE -> "/pipedrive/api";
      case HUBSPOT -> "/hubspot";
      case CONNECTWISE -> "/connectwise/v4_6_release/apis/3.0";
      case AUTOTASK -> "/autotask/ATServicesRest/V1.0";
      case QUICKBOOKS -> "/quickbooks/v3/company/" + Tokens.QUICKBOOKS_REALM;
      case XERO -> "/xero";
      case ACCELO -> "/accelo/api/v0";
      case KANTATA -> "/kantata/api/v1";
      case RESOURCEGURU -> "/resourceguru/v1/" + Tokens.RESOURCEGURU_ACCOUNT;
      case SCORO -> "/scoro/api/v2";
      case SALESFORCE -> "/salesforce/services/data/v66.0";
    };
  }

  /// Stands for the vendor's own base URL.
  public URI baseUrl(Vendor vendor) {
    return base(path(vendor));
  }

  /// Starts serving.
  ///
  /// @throws IOException if the port is taken
  public static SandboxServer start(SandboxOptions options) throws IOException {
    SandboxServer sandbox = new SandboxServer(options);
    sandbox.server.start();
    return sandbox;
  }

  private void listen(
      Vendor vendor, String path, VendorApi api, List<RateLimit> limits, Duration latency) {
    server.createContext(path, new Front(vendor, path, api, limits, latency, faults, log));
  }

  private URI base(String path) {
    return URI.create("http://127.0.0.1:" + port() + path);
  }

  /// The port on 127.0.0.1.
  public int port() {
    return server.getAddress().getPort();
  }

  /// Stands for `https://api.productive.io/api/v2`.
  public URI productiveBaseUrl() {
    return base(PRODUCTIVE);
  }

  /// Stands for `https://api.harvestapp.com/v2`.
  public URI harvestBaseUrl() {
    return base(HARVEST);
  }

  /// Stands for `https://id.getharvest.com/api/v2`, where a token's accounts are listed.
  public URI harvestIdBaseUrl() {
    return base(HARVEST_ID);
  }

  /// Stands for `https://api.openai.com/v1`.
  public URI openaiBaseUrl() {
    return base(OPENAI);
  }

  /// Stands for `https://api.anthropic.com`, below which its paths begin with `/v1`.
  public URI anthropicBaseUrl() {
    return base("/anthropic");
  }

  /// The stand-ins for providers of language models: what they were asked, pace and faults.
  public ModelProviders models() {
    return models;
  }

  /// The truth behind all vendors, as it was at the start: writes do not change it.
  public Firm firm() {
    return firm;
  }

  /// The latest 20,000 requests, oldest first. A request is there before its answer arrives.
  public List<LoggedRequest> requests() {
    return log.all();
  }

  /// Forgets the requests so far.
  public void clearRequests() {
    log.clear();
  }

  /// Lets something go wrong; faults are used up in the order in which they were injected.
  public void inject(Fault fault) {
    faults.add(fault);
  }

  /// Ends all faults.
  public void clearFaults() {
    faults.clear();
  }

  /// Refuses a token from now on with 401, as after a revocation at the vendor.
  public void revoke(String token) {
    tokens.revoke(token);
  }

  /// SHA-256, in hex, over all that the vendors hold: equal before and after means nothing was
  /// written.
  public String datasetHash() {
    MessageDigest digest = Table.sha256();
    productive.tables().forEach(table -> digest.update(table.digest()));
    harvest.tables().forEach(table -> digest.update(table.digest()));
    digest.update(changesElsewhere().getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(digest.digest());
  }

  // The tables of the others are made on demand, and that is no change.
  private String changesElsewhere() {
    return others.values().stream()
        .flatMap(vendor -> vendor.tables().stream())
        .filter(table -> table.changes() > 0)
        .map(table -> table.name + " " + table.changes())
        .collect(Collectors.joining("\n"));
  }

  /// Answers a hundred pages to nobody, so that the first client does not wait for code that is
  /// still cold. Takes about a second of one core; leaves no trace in the log.
  public void warmUp() {
    for (int page = 1; page <= 100; page++) {
      Map<String, String> query =
          Map.of(
              "page[size]",
              "200",
              "page[number]",
              Integer.toString(page),
              "include",
              "person,service");
      productive.answer(Request.read(Vendor.PRODUCTIVE, "time_entries", query), Access.FULL);
    }
    for (int page = 1; page <= 10; page++) {
      Map<String, String> query = Map.of("page", Integer.toString(page));
      harvest.answer(Request.read(Vendor.HARVEST, "time_entries", query), Access.FULL);
    }
  }

  /// Stops at once; requests under way are cut off.
  @Override
  public void close() {
    server.stop(0);
    executor.shutdownNow();
  }
}
