import Anthropic from "@anthropic-ai/sdk";
import { serve } from "./lines.mjs";

const client = (a) => new Anthropic({ baseURL: a.baseUrl, apiKey: a.key, maxRetries: a.retries });
const ask = (a, more) =>
  client(a).messages.create({
    model: a.model,
    max_tokens: 2000,
    messages: [{ role: "user", content: a.text }],
    ...more,
  });
const tools = [
  {
    name: "client_revenue",
    input_schema: { type: "object", properties: { client: { type: "string" } } },
  },
];
const text = (answer) => answer.content.filter((b) => b.type === "text").map((b) => b.text).join("");
const calls = (answer) =>
  answer.content
    .filter((b) => b.type === "tool_use")
    .map((b) => ({ name: b.name, arguments: JSON.stringify(b.input) }));
const gather = (a, more) =>
  client(a)
    .messages.stream({
      model: a.model,
      max_tokens: 2000,
      messages: [{ role: "user", content: a.text }],
      ...more,
    })
    .finalMessage();

const complete = async (a, more) => {
  const answer = await ask(a, more);
  return { text: text(answer), finish: answer.stop_reason };
};

await serve({
  complete: (a) => complete(a),
  refused: (a) => complete(a, { container: "container_1" }),
  async stream(a) {
    const said = { text: "", deltas: 0, tokens: 0 };
    for await (const event of await ask(a, { stream: true })) {
      if (event.type === "content_block_delta" && event.delta.type === "text_delta") {
        said.text += event.delta.text;
        said.deltas++;
      } else if (event.type === "message_delta") {
        said.finish = event.delta.stop_reason;
        said.tokens = event.usage.output_tokens;
      }
    }
    return said;
  },
  async tools(a) {
    const first = await ask(a, { tools });
    const results = first.content
      .filter((b) => b.type === "tool_use")
      .map((b) => ({ type: "tool_result", tool_use_id: b.id, content: a.result }));
    const messages = [
      { role: "user", content: a.text },
      { role: "assistant", content: first.content },
      { role: "user", content: results },
    ];
    return { calls: calls(first), text: text(await ask(a, { tools, messages })) };
  },
  async streamTools(a) {
    return { calls: calls(await gather(a, { tools })) };
  },
  async thinking(a) {
    const thinking = { type: "enabled", budget_tokens: 1024 };
    const first = await gather(a, { thinking });
    const messages = [
      { role: "user", content: a.text },
      { role: "assistant", content: first.content },
      { role: "user", content: a.text },
    ];
    const second = await ask(a, { thinking, messages });
    return { thinking: first.content[0].thinking, text: text(first), again: text(second) };
  },
  async count(a) {
    const counted = await client(a).messages.countTokens({
      model: a.model,
      messages: [{ role: "user", content: a.text }],
    });
    return { tokens: counted.input_tokens };
  },
  async cancel(a) {
    for await (const event of await ask(a, { stream: true })) {
      if (event.type === "content_block_delta") break;
    }
    return { cancelled: true };
  },
  async models(a) {
    const ids = [];
    for await (const model of client(a).models.list()) ids.push(model.id);
    return { ids };
  },
});
