import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import { serve } from "./lines.mjs";

async function connected(a, work) {
  const client = new Client({ name: "trial", version: "1" });
  const headers = { Authorization: `Bearer ${a.key}` };
  const transport = new StreamableHTTPClientTransport(new URL(a.baseUrl), { requestInit: { headers } });
  await client.connect(transport);
  try {
    return await work(client);
  } finally {
    await client.close();
  }
}

await serve({
  tools: (a) =>
    connected(a, async (client) => {
      const { tools } = await client.listTools();
      return {
        server: client.getServerVersion().name,
        names: tools.map((tool) => tool.name),
        readOnly: tools.every((tool) => tool.annotations.readOnlyHint),
      };
    }),
  call: (a) =>
    connected(a, async (client) => {
      const result = await client.callTool(JSON.parse(a.text));
      return { text: result.content[0].text, failed: result.isError ?? false };
    }),
});
