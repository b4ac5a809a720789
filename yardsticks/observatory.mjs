// MDN HTTP Observatory on ports of its own choosing; its command line knows only 80 and 443.
import { retrieve } from "@mdn/mdn-http-observatory/src/retriever/retriever.js";
import { ALL_TESTS } from "@mdn/mdn-http-observatory/src/constants.js";
import {
  getGradeForScore,
  getScoreModifier,
} from "@mdn/mdn-http-observatory/src/grader/grader.js";

const [httpPort, httpsPort, path, atLeast] = process.argv.slice(2);
const answers = await retrieve("localhost", {
  httpPort: Number(httpPort),
  httpsPort: Number(httpsPort),
  path,
});
if (!answers.responses.auto) {
  console.error("observatory: no answer");
  process.exit(2);
}
const results = ALL_TESTS.map((test) => test(answers)).map((result) => ({
  result: result.result,
  points: getScoreModifier(result.result),
}));
// Points above 100 count only for a server that keeps at least 90 without them.
const deducted = results.filter((r) => r.points < 0).reduce((sum, r) => sum + r.points, 100);
const all = results.reduce((sum, r) => sum + r.points, 100);
const { score, grade } = getGradeForScore(deducted >= 90 ? all : deducted);
console.log(`observatory: ${grade} ${score} on ${path} (needed: ${atLeast})`);
for (const r of results.filter((r) => r.points < 0)) console.log(`  ${r.points} ${r.result}`);
process.exit(score >= Number(atLeast) ? 0 : 1);
