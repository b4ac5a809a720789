package surety.server.ai.mcp;

import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.McpStatelessServerFeatures.SyncToolSpecification;
import io.modelcontextprotocol.spec.McpSchema;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The protocol's library, with our tools and our transport. It keeps no sessions: each message
/// brings its key, so that there is nothing that another key could take over.
@Configuration(proxyBeanMethods = false)
class AgentServer {

  private static final String INSTRUCTIONS =
      """
      Figures and records of a firm, read from its own systems. Names of clients, projects and \
      people are replaced by tokens such as Client_K7MQX, Project_2VDRT and Person_9HWNB; the same \
      name has the same token in every answer, and a mark such as {2} behind it only tells another \
      way to write the name. Use tokens as they are: in what you write, and as arguments. Do not \
      guess who is behind them. Nothing here can be changed. Begin with get_figures.\
      """;

  @Bean
  AgentTransport agentTransport(AgentCalls calls, FigureTools figures, RecordTools records) {
    AgentTransport transport = new AgentTransport(McpJsonDefaults.getMapper());
    // The arguments are checked by the tools' own parameters, which say what was expected and do
    // not repeat what was sent.
    McpServer.sync(transport)
        .serverInfo(McpSchema.Implementation.builder("surety", "1").title("Surety").build())
        .instructions(INSTRUCTIONS)
        .capabilities(McpSchema.ServerCapabilities.builder().tools(false).build())
        .validateToolInputs(false)
        .immediateExecution(true)
        .tools(specifications(calls, figures.all()))
        .tools(specifications(calls, records.all()))
        .build();
    return transport;
  }

  private static List<SyncToolSpecification> specifications(
      AgentCalls calls, List<AgentTool> tools) {
    return tools.stream()
        .map(
            tool ->
                SyncToolSpecification.builder()
                    .tool(tool.described())
                    .callHandler(
                        (context, request) -> {
                          AgentTurn turn = AgentTurn.in(context);
                          return turn.run(
                              () -> calls.answer(turn.scope(), tool, request.arguments()));
                        })
                    .build())
        .toList();
  }
}
