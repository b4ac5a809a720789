import OpenAI from "openai";
import { serve } from "./lines.mjs";

const client = (a) => new OpenAI({ baseURL: a.baseUrl, apiKey: a.key, maxRetries: a.retries });
const chat = (a, more) =>
  client(a).chat.completions.create({
    model: a.model,
    messages: [{ role: "user", content: a.text }],
    ...more,
  });
const tools = [
  {
    type: "function",
    function: {
      name: "client_revenue",
      parameters: { type: "object", properties: { client: { type: "string" } } },
    },
  },
];
const called = (calls) =>
  calls.map((c) => ({ name: c.function.name, arguments: c.function.arguments }));

const complete = async (a, more) => {
  const choice = (await chat(a, more)).choices[0];
  return { text: choice.message.content, finish: choice.finish_reason };
};

await serve({
  complete: (a) => complete(a),
  refused: (a) => complete(a, { store: true }),
  async stream(a) {
    const said = { text: "", deltas: 0, tokens: 0 };
    const more = { stream: true, stream_options: { include_usage: true } };
    for await (const chunk of await chat(a, more)) {
      const choice = chunk.choices[0];
      said.text += choice?.delta.content ?? "";
      said.deltas += choice?.delta.content ? 1 : 0;
      said.finish = choice?.finish_reason ?? said.finish;
      said.tokens = chunk.usage?.total_tokens ?? said.tokens;
    }
    return said;
  },
  async choices(a) {
    const texts = ["", ""];
    for await (const chunk of await chat(a, { stream: true, n: 2 })) {
      for (const choice of chunk.choices) texts[choice.index] += choice.delta.content ?? "";
    }
    return { texts };
  },
  async tools(a) {
    const first = (await chat(a, { tools })).choices[0].message;
    const messages = [{ role: "user", content: a.text }, first];
    for (const call of first.tool_calls) {
      messages.push({ role: "tool", tool_call_id: call.id, content: a.result });
    }
    const second = await chat(a, { tools, messages });
    return { calls: called(first.tool_calls), text: second.choices[0].message.content };
  },
  async streamTools(a) {
    const calls = [];
    for await (const chunk of await chat(a, { tools, stream: true })) {
      for (const call of chunk.choices[0].delta.tool_calls ?? []) {
        calls[call.index] ??= { function: { name: call.function.name, arguments: "" } };
        calls[call.index].function.arguments += call.function.arguments;
      }
    }
    return { calls: called(calls) };
  },
  async cancel(a) {
    const stream = await chat(a, { stream: true });
    for await (const chunk of stream) {
      if (chunk.choices[0].delta.content) break;
    }
    return { cancelled: true };
  },
  async responses(a) {
    const answer = await client(a).responses.create({ model: a.model, input: a.text });
    return { text: answer.output_text, status: answer.status };
  },
  async streamResponses(a) {
    const said = { text: "", deltas: 0 };
    const stream = await client(a).responses.create({
      model: a.model,
      input: a.text,
      stream: true,
    });
    for await (const event of stream) {
      if (event.type === "response.output_text.delta") {
        said.text += event.delta;
        said.deltas++;
      } else if (event.type === "response.completed") {
        said.whole = event.response.output[0].content[0].text;
      }
    }
    return said;
  },
  async embed(a) {
    const answer = await client(a).embeddings.create({
      model: "standin-embedding",
      input: [a.text, a.text],
    });
    return { numbers: answer.data[0].embedding.length, same: answer.data[1].embedding[0] === answer.data[0].embedding[0] };
  },
  async models(a) {
    const ids = [];
    for await (const model of client(a).models.list()) ids.push(model.id);
    return { ids };
  },
});
