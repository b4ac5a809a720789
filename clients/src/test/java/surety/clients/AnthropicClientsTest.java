package surety.clients;

/// The stand-in speaks the format of `@anthropic-ai/sdk` and `anthropic-java`.
class AnthropicClientsTest extends AnthropicRules {

  AnthropicClientsTest() {
    super(new StandIn());
  }
}
