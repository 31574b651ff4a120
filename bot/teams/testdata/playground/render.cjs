// Renders cards as clients do, with Microsoft's library in Chromium: node render.cjs
// [FOLDER]. Takes one card a line from standard input, JSON, and prints for each a
// line of JSON with what is wrong: what the library warns of, and what is wider than
// a phone. FOLDER takes pictures, each card in light and dark.
const { chromium } = require("playwright-core");
const fs = require("fs");
const path = require("path");

const WIDTH = 320; // of a card on a small phone
const themes = {
  light: { ground: "#ffffff", words: "#242424", quiet: "#616161", accent: "#5b5fc7", attention: "#c4314b" },
  dark: { ground: "#292929", words: "#ffffff", quiet: "#adadad", accent: "#7f85f5", attention: "#f9526b" },
};

// render runs in the page.
function render([card, theme, width]) {
  const color = (c) => ({ default: c, subtle: c });
  const config = new AdaptiveCards.HostConfig({
    fontFamily: "sans-serif",
    actions: { maxActions: 12 },
    containerStyles: {
      default: {
        backgroundColor: theme.ground,
        foregroundColors: { default: { default: theme.words, subtle: theme.quiet }, accent: color(theme.accent), attention: color(theme.attention) },
      },
    },
  });
  const { msteams, ...plain } = card; // Teams' own word
  const context = new AdaptiveCards.SerializationContext(AdaptiveCards.Versions.v1_5);
  const parsed = new AdaptiveCards.AdaptiveCard();
  parsed.hostConfig = config;
  parsed.parse(plain, context);
  const wrong = [];
  for (let n = 0; n < context.eventCount; n++) wrong.push(context.getEventAt(n).message);
  const shown = parsed.render();
  document.body.replaceChildren();
  document.body.style.cssText = `margin:0;padding:8px;width:${width}px;background:${theme.ground};color:${theme.words};font:14px sans-serif`;
  if (!shown) return [...wrong, "nothing is shown"];
  document.body.append(shown);
  for (const e of shown.querySelectorAll("*")) {
    if (e.scrollWidth > width && getComputedStyle(e).overflowX === "visible") wrong.push(`wider than a phone: ${e.textContent.slice(0, 80)}`);
  }
  return wrong;
}

async function main() {
  const [, , folder] = process.argv;
  const cards = fs.readFileSync(0, "utf8").split("\n").filter(Boolean).map((line) => JSON.parse(line));
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM || "/usr/bin/chromium", args: ["--no-sandbox", "--host-resolver-rules=MAP * ~NOTFOUND"] });
  try {
    const page = await browser.newPage({ viewport: { width: WIDTH + 16, height: 800 } });
    await page.setContent("<!doctype html><style>.ac-actionSet { flex-wrap: wrap }</style><body></body>"); // as clients do
    await page.addScriptTag({ path: path.join(__dirname, "..", "judge", "node_modules", "adaptivecards", "dist", "adaptivecards.js") });
    for (const [n, card] of cards.entries()) {
      const wrong = [];
      for (const [name, theme] of Object.entries(themes)) {
        wrong.push(...(await page.evaluate(render, [card, theme, WIDTH])));
        if (folder) await page.screenshot({ path: path.join(folder, `card${n}_${name}.png`), fullPage: true });
      }
      process.stdout.write(JSON.stringify(wrong) + "\n");
    }
  } finally {
    await browser.close();
  }
}

main().catch((e) => {
  process.stderr.write(String(e.stack || e) + "\n");
  process.exit(1);
});
