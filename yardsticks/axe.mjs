// axe-core, WCAG 2.2 A and AA, on every given page, at desktop and phone width, in light and dark.
import { chromium } from "playwright-core";
import { AxeBuilder } from "@axe-core/playwright";

const [origin, cookie, ...paths] = process.argv.slice(2);
const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-dev-shm-usage", "--disable-background-networking", "--no-first-run"],
});
let violations = 0;
for (const width of [1440, 390]) {
  for (const colorScheme of ["light", "dark"]) {
    const context = await browser.newContext({
      ignoreHTTPSErrors: true,
      bypassCSP: true, // for the scanner's own script only
      colorScheme,
      viewport: { width, height: 900 },
    });
    for (const pair of cookie.split("; ").filter(Boolean)) {
      const [name, ...value] = pair.split("=");
      await context.addCookies([{ name, value: value.join("="), url: origin, secure: true }]);
    }
    const page = await context.newPage();
    for (const path of paths) {
      await page.goto(origin + path, { waitUntil: "load" });
      const found = (await new AxeBuilder({ page }).withTags(tags).analyze()).violations;
      violations += found.length;
      for (const v of found)
        console.log(`  ${path} ${width} ${colorScheme}: ${v.id} ${v.nodes[0].target} (${v.nodes.length})`);
    }
    await context.close();
  }
}
await browser.close();
console.log(`axe: ${violations} violations on ${paths.length} pages, 2 widths, 2 schemes (needed: 0)`);
process.exit(violations === 0 ? 0 : 1);
