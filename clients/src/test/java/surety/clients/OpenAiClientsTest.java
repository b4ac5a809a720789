package surety.clients;

/// The stand-in speaks the format of `openai` and `openai-java`.
class OpenAiClientsTest extends OpenAiRules {

  OpenAiClientsTest() {
    super(new StandIn());
  }
}
