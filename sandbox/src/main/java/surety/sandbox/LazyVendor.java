package surety.sandbox;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A vendor whose tables are made when somebody asks for the first time: few tests and no demo read
/// from all vendors.
final class LazyVendor implements VendorApi {
  private final Supplier<VendorApi> maker;
  private @Nullable VendorApi made;

  LazyVendor(Supplier<VendorApi> maker) {
    this.maker = maker;
  }

  private synchronized VendorApi vendor() {
    if (made == null) {
      made = maker.get();
    }
    return made;
  }

  @Override
  public Access authenticate(Request request) {
    return vendor().authenticate(request);
  }

  @Override
  public Reply answer(Request request, Access access) {
    return vendor().answer(request, access);
  }

  @Override
  public Reply error(Refused refused) {
    return vendor().error(refused);
  }

  @Override
  public boolean isReport(Request request) {
    return vendor().isReport(request);
  }

  @Override
  public Optional<String> waitHeader() {
    return vendor().waitHeader();
  }

  @Override
  public String waitTold(long seconds) {
    return vendor().waitTold(seconds);
  }

  /// The tables as far as they were made; before that nobody can have written to them.
  @Override
  public synchronized Collection<Table> tables() {
    return made == null ? List.of() : made.tables();
  }
}
