/// The endpoint for agents, `/mcp`: figures and records of the connected systems, to be read and
/// never changed, with every name replaced. docs/mcp.md tells what an agent gets.
///
/// A call goes one way: [surety.server.ai.mcp.McpController] takes the message,
/// [surety.server.ai.mcp.AgentTransport] has the protocol's library read it,
/// [surety.server.ai.mcp.AgentCalls] records it and has a tool answer, and only bytes that were
/// proven to hold no known name are written.
@NullMarked
package surety.server.ai.mcp;

import org.jspecify.annotations.NullMarked;
