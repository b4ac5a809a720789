package surety.server.connect.engine;

/// An app of another module, for a connector whose vendor this process plays itself.
///
/// @param connector its id
/// @param id what the vendor calls the app
/// @param secret its secret
public record MoreApp(String connector, String id, String secret) {

  @Override
  public String toString() {
    return "MoreApp[" + connector + "]";
  }
}
