// Drives the Agents Playground in Chromium: node drive.cjs ENDPOINT PORT DIR.
// Prints what the page shows at the end of each part as one JSON object, and
// leaves pictures in DIR.
const { chromium } = require("playwright-core");
const { spawn } = require("child_process");
const path = require("path");
const [, , endpoint, port, dir] = process.argv;
const sleep = (ms) => new Promise((done) => setTimeout(done, ms));

async function main() {
  const cli = path.join(__dirname, "node_modules", "@microsoft", "m365agentsplayground", "cli.js");
  const play = spawn(process.execPath, [cli, "-e", endpoint, "-c", "msteams", "-p", port, "--disable-telemetry"], { cwd: dir, env: { ...process.env, BROWSER: "none" }, stdio: "ignore" });
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM || "/usr/bin/chromium", args: ["--no-sandbox"] });
  const seen = {};
  try {
    const page = await browser.newPage({ viewport: { width: 1800, height: 1000 } });
    const keep = async (name, words) => {
      for (let n = 0; n < 40 && !(await page.evaluate(() => document.body.innerText)).includes(words); n++) await sleep(250);
      await page.screenshot({ path: path.join(dir, name + ".png") });
      seen[name] = await page.evaluate(() => document.body.innerText);
    };
    for (let n = 0; n < 60; n++) {
      if (await page.goto(`http://localhost:${port}/`).catch(() => null)) break;
      await sleep(500);
    }
    await keep("installed", "What regwire understands");

    const say = async (text) => {
      await page.locator("[contenteditable=true]").first().click();
      await page.keyboard.type(text);
      await page.locator('button[aria-label="Send Message"]').first().click();
    };
    await say("latest");
    await keep("alert", "COMMENT by");
    await page.getByText("Take", { exact: true }).last().click();
    await keep("note", "Unsubscribed e1");
    await keep("proactive", "edited words");
    await say("subscribe");
    await keep("form", "Cookies");
    await page.getByText("Cookies").last().click();
    await page.getByText("Send", { exact: true }).last().click();
    await keep("sent", "form cookies");

    await page.locator('button[aria-label="My Team - General"]').click();
    await keep("channel", "What regwire understands");
    await page.locator("[contenteditable=true]").first().click();
    await page.keyboard.type("@");
    await page.locator("[role=option],[role=menuitem]").filter({ hasText: "Test Bot" }).first().click();
    await page.keyboard.type(" latest");
    await page.locator('button:text-is("Post")').first().click();
    await keep("mention", "COMMENT by");
  } finally {
    process.stdout.write(JSON.stringify(seen));
    await browser.close();
    play.kill();
  }
}

main().catch((e) => {
  process.stderr.write(String(e));
  process.exit(1);
});
