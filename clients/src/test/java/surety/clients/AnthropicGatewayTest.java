package surety.clients;

/// Through the gateway a client that knows nothing of it reads names, and the provider reads
/// tokens.
class AnthropicGatewayTest extends AnthropicRules implements GatewayRules {

  AnthropicGatewayTest() {
    super(GatewayPlace.SHARED);
  }

  @Override
  public ClientRules client() {
    return this;
  }
}
