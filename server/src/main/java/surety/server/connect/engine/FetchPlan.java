package surety.server.connect.engine;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import surety.server.connect.Capabilities;
import surety.server.connect.SourceRecord;
import surety.server.connect.mapping.Condition;
import surety.server.connect.mapping.RecordMap;
import surety.server.egress.ReadRule;

/// How one of the six fetches is made at a vendor.
sealed interface FetchPlan {

  Capabilities.Support support();

  /// The vendor does not have it.
  record Unsupported(String reason) implements FetchPlan {
    @Override
    public Capabilities.Support support() {
      return new Capabilities.Support(Capabilities.Offer.UNSUPPORTED, reason, false);
    }
  }

  /// The vendor has it, or something close.
  ///
  /// @param approximates what stands in, empty if it is the thing itself
  /// @param drop rows that are no records of ours
  record Offered(
      String approximates,
      RequestPlan request,
      RangePlan range,
      List<LookupPlan> lookups,
      Optional<Condition> drop,
      RecordMap<? extends SourceRecord> map)
      implements FetchPlan {

    public Offered {
      lookups = List.copyOf(lookups);
    }

    @Override
    public Capabilities.Support support() {
      return new Capabilities.Support(
          approximates.isEmpty() ? Capabilities.Offer.SUPPORTED : Capabilities.Offer.APPROXIMATED,
          approximates,
          range.since().isPresent());
    }

    Stream<ReadRule> rules() {
      return Stream.concat(
          Stream.of(request.rule(range.names().collect(Collectors.toSet()))),
          lookups.stream().map(lookup -> lookup.request().rule(Set.of())));
    }
  }
}
