package surety.server.connect.engine;

import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import surety.server.connect.Capabilities;
import surety.server.connect.Fetch;
import surety.server.egress.Destination;
import surety.server.egress.PathTemplate;
import surety.server.egress.ReadRule;

/// A connector file, compiled. Nothing can be expressed in it but GET of declared paths, and POST
/// where the client knows that it reads ([surety.server.egress.ReadPost]).
///
/// @param id the name in stored connections
/// @param name the vendor's name
/// @param kind what sort of system it is
/// @param base where the vendor's paths begin
/// @param readOnly who keeps it to reads
/// @param oauth how a member's consent is asked for, for vendors whose credential comes from that
/// @param account the form field that says which account of the vendor it is
public record ConnectorPlan(
    String id,
    int version,
    String name,
    Kind kind,
    BaseUrl base,
    ReadOnly readOnly,
    List<FormField> form,
    Optional<OAuthPlan> oauth,
    String account,
    Headers headers,
    BudgetPlan budget,
    Patience patience,
    Map<Fetch, FetchPlan> fetches) {

  /// What sort of system it is.
  public enum Kind {
    PSA,
    BOOKINGS,
    CRM,
    ACCOUNTING
  }

  /// Who keeps it to reads.
  ///
  /// @param by whether the vendor can refuse writes itself
  /// @param how what the member has to do for that, or why it cannot be had
  /// @param only what the member must have declared about the credential for it; without that only
  ///     our filter stands before a write, since the vendor does not tell what a credential may do
  public record ReadOnly(EnforcedBy by, String how, Optional<Declared> only) {

    /// Who refuses a write with a credential about which this was declared.
    public EnforcedBy by(Map<String, String> settings) {
      boolean declared = only.map(it -> it.holds(settings)).orElse(true);
      return declared ? by : EnforcedBy.OUR_FILTER;
    }
  }

  /// A form field with a certain value.
  public record Declared(String field, String is) {

    boolean holds(Map<String, String> settings) {
      return is.equals(settings.get(field));
    }
  }

  /// Who refuses a write.
  public enum EnforcedBy {
    /// The credential itself cannot write.
    VENDOR_SCOPE,
    /// The credential could write; only our filter stands before it.
    OUR_FILTER
  }

  /// What every call carries.
  ///
  /// @param fixed headers without form fields
  /// @param credential headers that hold form fields, and so prove who calls
  /// @param body fields of the body that prove it, at vendors whose reads have one
  record Headers(
      Map<String, String> fixed, Map<String, Template> credential, Map<String, Template> body) {}

  /// Copies the collections.
  public ConnectorPlan {
    form = List.copyOf(form);
    fetches = Map.copyOf(fetches);
  }

  /// What the connector can be asked for.
  public Capabilities capabilities() {
    Map<Fetch, Capabilities.Support> support = new EnumMap<>(Fetch.class);
    fetches.forEach((fetch, plan) -> support.put(fetch, plan.support()));
    return new Capabilities(support);
  }

  FetchPlan fetch(Fetch fetch) {
    return Objects.requireNonNull(fetches.get(fetch));
  }

  /// Where the vendor's paths begin; for a vendor that gives each account a host of its own, at a
  /// host of no account in particular.
  public URI baseUrl() {
    return base.ofAny();
  }

  /// Where the paths of an account begin.
  ///
  /// @throws IllegalArgumentException if the settings lack the account's part of the URL
  public URI baseUrl(Map<String, String> settings) {
    return base.of(settings);
  }

  /// The path of an account's base URL.
  ///
  /// @throws IllegalArgumentException if the settings lack the account's part of the path
  public String path(Map<String, String> settings) {
    return base.path(settings);
  }

  /// Whether a value of a form field is acceptable.
  public boolean accepts(FormField field, String value) {
    return field.accepts(value) && base.fits(field.name(), value);
  }

  /// The account's part of a URL of its host, if the vendor gives each account one of its own.
  public Optional<String> partOf(String url) {
    return base.partOf(url);
  }

  /// All base URLs that accounts can have; none if they cannot be listed.
  public List<URI> baseUrls() {
    return base.all();
  }

  /// The domain that the hosts of all accounts lie in, if they cannot be listed.
  public Optional<String> domain() {
    return base.domain();
  }

  /// All that may be read at a base URL, the vendor's own or a stand-in's.
  public Destination destination(URI base) {
    Map<Read, Set<String>> parameters = new LinkedHashMap<>();
    fetches.values().stream()
        .filter(FetchPlan.Offered.class::isInstance)
        .map(FetchPlan.Offered.class::cast)
        .flatMap(FetchPlan.Offered::rules)
        .forEach(
            rule ->
                parameters
                    .computeIfAbsent(
                        new Read(rule.path(), rule.place()), _ -> new LinkedHashSet<>())
                    .addAll(rule.parameters()));
    return Destination.at(base, rules(parameters));
  }

  // Several lists may be read at one path.
  private record Read(PathTemplate path, ReadRule.Place place) {}

  private static List<ReadRule> rules(Map<Read, Set<String>> parameters) {
    List<ReadRule> rules = new ArrayList<>();
    parameters.forEach((read, names) -> rules.add(new ReadRule(read.path(), names, read.place())));
    return rules;
  }

  /// Names of the form fields that are no secrets, and of what a consent tells.
  public Set<String> settings() {
    Set<String> names = names(form.stream().filter(field -> !field.secret()).toList());
    oauth.flatMap(OAuthPlan::capture).ifPresent(capture -> names.add(capture.field().name()));
    return names;
  }

  /// The form fields that come with a credential: its secrets, and what is declared about it.
  public List<FormField> credentialForm() {
    return form.stream().filter(field -> field.secret() || isDeclared(field.name())).toList();
  }

  private boolean isDeclared(String field) {
    return readOnly.only().filter(declared -> declared.field().equals(field)).isPresent();
  }

  /// Names of what goes to the vault: the form fields that are secrets, or the access token.
  public Set<String> secrets() {
    Set<String> names = names(form.stream().filter(FormField::secret).toList());
    oauth.ifPresent(_ -> names.add(OAuthPlan.ACCESS_TOKEN));
    return names;
  }

  private static Set<String> names(Collection<FormField> fields) {
    return fields.stream()
        .map(FormField::name)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  @Override
  public String toString() {
    return "ConnectorPlan[" + id + "]";
  }
}
