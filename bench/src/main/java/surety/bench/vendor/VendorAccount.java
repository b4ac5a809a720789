package surety.bench.vendor;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.function.Consumer;
import surety.sandbox.Tokens;
import surety.server.connect.Fetch;
import surety.server.connect.SourceRecord;
import tools.jackson.databind.json.JsonMapper;

/// An account of a vendor at the stand-ins, and the read of its largest list that is written by
/// hand.
///
/// @param settings what the connector's form asks for that is no secret
/// @param secrets what it asks for that is one
/// @param headers what a client of its own sends
public record VendorAccount(
    Map<String, String> settings,
    Map<String, String> secrets,
    Map<String, String> headers,
    ByHand byHand) {

  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final JsonMapper JSON = new JsonMapper();

  /// The account for a connector.
  ///
  /// @throws IllegalStateException if nobody wrote its read by hand yet
  public static VendorAccount of(String connector) {
    return switch (connector) {
      case "productive" -> productive();
      case "harvest" -> harvest();
      case "float" ->
          token(Map.of("team", "marlinoak", "currency", "EUR"), Tokens.FLOAT)
              .with(new TimeByHand.Float());
      case "pipedrive" -> pipedrive();
      case "hubspot" ->
          token(Map.of("hub", "7040", "currency", "EUR"), Tokens.HUBSPOT_READ_ONLY)
              .with(new DealsByHand.HubSpot());
      case "connectwise" -> connectWise();
      case "autotask" -> autotask();
      case "quickbooks" ->
          consent(Map.of("realm", Tokens.QUICKBOOKS_REALM, "currency", "EUR"), Tokens.QUICKBOOKS)
              .with(new MoreTimeByHand.QuickBooks());
      case "xero" -> xero();
      case "accelo" ->
          consent(Map.of("deployment", "marlinoak", "currency", "EUR"), Tokens.ACCELO)
              .with(new MoreTimeByHand.Accelo());
      case "kantata" ->
          consent(Map.of("firm", "Marlin & Oak", "currency", "EUR"), Tokens.KANTATA)
              .with(new MoreTimeByHand.Kantata());
      case "resourceguru" ->
          consent(Map.of("subdomain", Tokens.RESOURCEGURU_ACCOUNT), Tokens.RESOURCEGURU)
              .with(new OthersByHand.ResourceGuru());
      case "salesforce" -> salesforce();
      case "scoro" -> scoro();
      default -> throw new IllegalStateException("no read by hand for connector " + connector);
    };
  }

  /// What is read.
  public Fetch fetch() {
    return byHand.fetch();
  }

  /// Reads all of it with the JDK's client and Jackson.
  ///
  /// @param base where the vendor's paths begin
  /// @return how many requests that took
  public int readByHand(URI base, Consumer<? super SourceRecord> into)
      throws IOException, InterruptedException {
    Http http = new Http(CLIENT, JSON, base, headers);
    byHand.read(http, into);
    return http.requests();
  }

  private VendorAccount with(ByHand read) {
    return new VendorAccount(settings, secrets, headers, read);
  }

  private static VendorAccount of(
      Map<String, String> settings, Map<String, String> secrets, Map<String, String> headers) {
    return new VendorAccount(settings, secrets, headers, new TimeByHand.Harvest());
  }

  private static VendorAccount token(Map<String, String> settings, String token) {
    return of(settings, Map.of("token", token), bearer(token));
  }

  private static VendorAccount consent(Map<String, String> settings, String token) {
    return of(settings, Map.of("access_token", token), bearer(token));
  }

  private static Map<String, String> bearer(String token) {
    return Map.of("Accept", "application/json", "Authorization", "Bearer " + token);
  }

  private static VendorAccount productive() {
    return new VendorAccount(
        Map.of("organization", Tokens.PRODUCTIVE_ORGANIZATION),
        Map.of("token", Tokens.PRODUCTIVE_READ_ONLY),
        Map.of(
            "Accept", "application/vnd.api+json",
            "X-Auth-Token", Tokens.PRODUCTIVE_READ_ONLY,
            "X-Organization-Id", Tokens.PRODUCTIVE_ORGANIZATION),
        new JoinedByHand.Productive());
  }

  private static VendorAccount harvest() {
    return new VendorAccount(
        Map.of("account", Tokens.HARVEST_ACCOUNT, "currency", "EUR"),
        Map.of("token", Tokens.HARVEST_FULL),
        Map.of(
            "Accept",
            "application/json",
            "User-Agent",
            "By hand",
            "Authorization",
            "Bearer " + Tokens.HARVEST_FULL,
            "Harvest-Account-Id",
            Tokens.HARVEST_ACCOUNT),
        new TimeByHand.Harvest());
  }

  private static VendorAccount pipedrive() {
    return new VendorAccount(
        Map.of("company", "marlinoak"),
        Map.of("token", Tokens.PIPEDRIVE),
        Map.of("Accept", "application/json", "x-api-token", Tokens.PIPEDRIVE),
        new DealsByHand.Pipedrive());
  }

  private static VendorAccount connectWise() {
    String user =
        Tokens.CONNECTWISE_COMPANY
            + "+"
            + Tokens.CONNECTWISE_PUBLIC
            + ":"
            + Tokens.CONNECTWISE_PRIVATE;
    return new VendorAccount(
        Map.of("region", "eu", "company", Tokens.CONNECTWISE_COMPANY, "currency", "EUR"),
        Map.of(
            "client_id", Tokens.CONNECTWISE_CLIENT,
            "public_key", Tokens.CONNECTWISE_PUBLIC,
            "private_key", Tokens.CONNECTWISE_PRIVATE),
        Map.of(
            "Accept",
            "application/json",
            "clientId",
            Tokens.CONNECTWISE_CLIENT,
            "Authorization",
            "Basic " + Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8))),
        new TimeByHand.ConnectWise());
  }

  private static VendorAccount autotask() {
    return new VendorAccount(
        Map.of("zone", "5", "user", Tokens.AUTOTASK_USER, "currency", "EUR"),
        Map.of("code", Tokens.AUTOTASK_CODE, "secret", Tokens.AUTOTASK_SECRET),
        Map.of(
            "Accept", "application/json",
            "ApiIntegrationCode", Tokens.AUTOTASK_CODE,
            "UserName", Tokens.AUTOTASK_USER,
            "Secret", Tokens.AUTOTASK_SECRET),
        new JoinedByHand.Autotask());
  }

  private static VendorAccount xero() {
    return new VendorAccount(
        Map.of("organisation", Tokens.XERO_ORGANISATION, "tenant", Tokens.XERO_TENANT),
        Map.of("access_token", Tokens.XERO),
        Map.of(
            "Accept",
            "application/json",
            "Authorization",
            "Bearer " + Tokens.XERO,
            "Xero-Tenant-Id",
            Tokens.XERO_TENANT),
        new OthersByHand.Xero());
  }

  private static VendorAccount salesforce() {
    return consent(
            Map.of("domain", Tokens.SALESFORCE_DOMAIN, "currency", "EUR", "currencies", "several"),
            Tokens.SALESFORCE)
        .with(new DealsByHand.Salesforce());
  }

  private static VendorAccount scoro() {
    return new VendorAccount(
        Map.of("site", "marlinoak", "account", Tokens.SCORO_ACCOUNT, "currency", "EUR"),
        Map.of("key", Tokens.SCORO),
        Map.of("Accept", "application/json"),
        new JoinedByHand.Scoro());
  }

  @Override
  public String toString() {
    return "VendorAccount[...]";
  }
}
