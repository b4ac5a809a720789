// Google's CSP evaluator: nothing of high severity may be found.
import { CspParser } from "csp_evaluator/dist/parser.js";
import { CspEvaluator } from "csp_evaluator/dist/evaluator.js";

const findings = new CspEvaluator(new CspParser(process.argv[2]).csp).evaluate();
const high = findings.filter((finding) => finding.severity <= 30);
for (const finding of high) console.log(`  ${finding.severity} ${finding.directive}: ${finding.description}`);
console.log(`csp: ${high.length} findings of medium severity or above (needed: 0)`);
process.exit(high.length === 0 ? 0 : 1);
