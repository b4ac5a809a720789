package surety.server.connect.engine;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import surety.server.connect.Capabilities;
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
  /// @param parts the lists that its records come from, the most important first
  record Offered(String approximates, List<PartPlan> parts) implements FetchPlan {

    /// Copies the list.
    public Offered {
      parts = List.copyOf(parts);
    }

    @Override
    public Capabilities.Support support() {
      return new Capabilities.Support(
          approximates.isEmpty() ? Capabilities.Offer.SUPPORTED : Capabilities.Offer.APPROXIMATED,
          approximates,
          parts.stream().allMatch(part -> part.range().asked().since().isPresent()));
    }

    /// The lists that are read with these settings.
    List<PartPlan> parts(Map<String, String> settings) {
      return parts.stream().filter(part -> part.isFor(settings)).toList();
    }

    Stream<ReadRule> rules() {
      return parts.stream().flatMap(PartPlan::rules);
    }
  }
}
