// Reads one JSON question in a line, answers with one in a line, until the input ends.
import readline from "node:readline";

export async function serve(scenarios) {
  for await (const line of readline.createInterface({ input: process.stdin })) {
    const asked = JSON.parse(line);
    let answer;
    try {
      answer = await scenarios[asked.scenario](asked);
    } catch (e) {
      answer = {
        error: e.constructor.name,
        status: e.status ?? 0,
        type: e.type ?? "",
        code: e.code ?? "",
        message: e.message,
      };
    }
    process.stdout.write(JSON.stringify(answer) + "\n");
  }
}
