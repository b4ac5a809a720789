package surety.sandbox;

import java.net.URI;
import java.util.Map;
import java.util.function.Function;

/// Makes the stand-ins that are made on demand.
///
/// @param bases where each listens
/// @param cap most records on a page
record OtherVendors(
    Firm firm,
    Tokens tokens,
    Function<Vendor, URI> bases,
    Map<Vendor, ConsentServer> consents,
    int cap) {

  VendorApi make(Vendor vendor) {
    Firm seen = firm.seenBy(vendor);
    return switch (vendor) {
      case PRODUCTIVE, HARVEST -> throw new IllegalArgumentException("made at the start");
      case FLOAT -> new FloatApi(seen, tokens, cap);
      case PIPEDRIVE -> new PipedriveApi(seen, tokens, cap);
      case HUBSPOT -> new HubSpotApi(seen, tokens, bases.apply(vendor).toString(), cap);
      case CONNECTWISE -> new ConnectWiseApi(seen, tokens, bases.apply(vendor), cap);
      case AUTOTASK -> new AutotaskApi(seen, tokens, bases.apply(vendor), cap);
      case QUICKBOOKS -> new QuickBooksApi(seen, known(vendor), cap);
      case XERO -> new XeroApi(seen, known(vendor), cap);
      case ACCELO -> new AcceloApi(seen, known(vendor), cap);
      case KANTATA -> new KantataApi(seen, known(vendor), cap);
      case RESOURCEGURU -> new ResourceGuruApi(seen, known(vendor), cap);
      case SCORO -> new ScoroApi(seen, tokens, cap);
      case SALESFORCE -> new SalesforceApi(seen, known(vendor), bases.apply(vendor).getPath(), cap);
    };
  }

  private ConsentedApi.Known known(Vendor vendor) {
    ConsentServer server = consents.get(vendor);
    if (server == null) {
      throw new IllegalArgumentException("no consent at " + vendor);
    }
    return new ConsentedApi.Known(tokens, server);
  }
}
