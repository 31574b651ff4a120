// Drives Microsoft 365 Agents Playground in Chromium as a person would:
//
//   node drive.cjs ENDPOINT PORT FOLDER
//
// Starts both, then takes one step a line from standard input, JSON, and answers
// each with a line of JSON: {"shown": what the page shows} or {"error": why not}.
// FOLDER holds the Playground's settings and takes pictures. It ends, and with it
// what it started, when its input ends.
//
//   {"do":"open","text":PLACE}                 a conversation in the list at the left
//   {"do":"say","text":WORDS,"want":[...]}     mentions the bot where that is needed
//   {"do":"press","text":BUTTON,"card":WORDS,"want":[...]}   on the newest card with the words
//   {"do":"choose","text":OPTION,"field":LABEL,"card":WORDS}
//   {"do":"type","text":WORDS,"field":LABEL,"card":WORDS}
//   {"do":"mock","text":ITEM}                  of the menu "Mock an Activity"
//   {"do":"see","want":[...],"not":[...]}      waits
//   {"do":"keep","text":NAME,"card":WORDS}     a picture, of the card alone if it is named
//
// Nothing waits for a time: a step waits for what it needs, at most PATIENCE.
const { chromium } = require("playwright-core");
const { spawn } = require("child_process");
const path = require("path");
const readline = require("readline");

const [, , endpoint, port, folder] = process.argv;
const home = `http://127.0.0.1:${port}`;
const PATIENCE = 120_000; // of a machine that is busy with other tests
const CARD = ".ac-adaptiveCard";

// until tries until it is true; the page changes by itself.
async function until(what, test, patience = PATIENCE) {
  const end = Date.now() + patience;
  for (;;) {
    const got = await test();
    if (got) return got;
    if (Date.now() > end) throw new Error("waited in vain for " + what);
    await new Promise((done) => setTimeout(done, 100));
  }
}

function start() {
  const cli = path.join(__dirname, "node_modules", "@microsoft", "m365agentsplayground", "cli.js");
  const args = ["-r", path.join(__dirname, "loopback.cjs"), cli, "start", "-e", endpoint, "-c", "msteams", "-p", port, "--service-url", home + "/_connector", "--disable-telemetry"];
  return spawn(process.execPath, args, { cwd: folder, env: { ...process.env, BROWSER: "none" }, stdio: ["ignore", "ignore", "inherit"] });
}

// Person is who sits before the page.
class Person {
  constructor(page) {
    this.page = page;
    this.place = "Personal Chat";
  }

  words() {
    return this.page.evaluate(() => document.body.innerText);
  }

  // card is the newest card with the words. In a chat it is the last on the page,
  // in a channel new posts stand above.
  card(words) {
    const all = this.page.locator(CARD).filter({ hasText: words });
    return this.place.startsWith("My Team") ? all.first() : all.last();
  }

  // fresh marks the cards that are there, and returns a wait for a further one.
  async fresh(want) {
    await this.page.evaluate((card) => document.querySelectorAll(card).forEach((e) => e.setAttribute("data-known", "")), CARD);
    return () =>
      until(`a card with ${JSON.stringify(want)}`, () =>
        this.page.evaluate(
          ([card, want]) => [...document.querySelectorAll(card + ":not([data-known])")].map((e) => e.textContent).find((text) => want.every((w) => text.includes(w))),
          [CARD, want],
        ),
      );
  }

  async open({ text }) {
    this.place = text;
    await this.page.getByRole("treeitem", { name: text, exact: true }).click();
    return "";
  }

  async say({ text, want }) {
    const answer = await this.fresh(want);
    await this.page.locator("[contenteditable=true]").first().click();
    if (this.place !== "Personal Chat") {
      await this.page.keyboard.type("@");
      await this.page.locator("[role=option],[role=menuitem]").filter({ hasText: "regwire" }).first().click();
      text = " " + text;
    }
    await this.page.keyboard.insertText(text);
    await this.page.locator('button[aria-label="Send Message"], button:text-is("Post")').first().click();
    return answer();
  }

  async press({ text, card, want }) {
    const on = this.card(card);
    let button = on.getByRole("button", { name: text, exact: true });
    const more = on.getByRole("button", { name: "...", exact: true });
    await until(`the button ${text}`, async () => (await button.count()) || (await more.count()));
    if (!(await button.count())) {
      await more.click();
      button = this.page.getByText(text, { exact: true }).last();
    }
    await button.click();
    return this.see({ want });
  }

  async choose({ text, field, card }) {
    await this.card(card).getByRole("combobox", { name: field }).click();
    await this.page.getByRole("menuitemcheckbox", { name: text }).click();
    await this.page.keyboard.press("Escape");
    return "";
  }

  async type({ text, field, card }) {
    await this.card(card).getByLabel(field, { exact: true }).fill(text);
    return "";
  }

  async mock({ text }) {
    await this.page.getByText("Mock an Activity", { exact: true }).click();
    await this.page.getByText(text, { exact: true }).click();
    await this.page.getByRole("button", { name: "Send activity" }).click();
    return "";
  }

  async see({ want, not = [] }) {
    return until(`${JSON.stringify(want)} without ${JSON.stringify(not)}`, async () => {
      const text = await this.page.evaluate(() => document.body.textContent);
      return want.every((w) => text.includes(w)) && !not.some((w) => text.includes(w)) && text;
    });
  }

  async keep({ text, card }) {
    const what = card ? this.card(card) : this.page;
    const size = this.page.viewportSize();
    await this.page.setViewportSize({ ...size, height: card ? 2400 : size.height }); // a card in one piece
    await what.screenshot({ path: path.join(folder, text + ".png") });
    await this.page.setViewportSize(size);
    return "";
  }
}

async function main() {
  const play = start();
  play.on("exit", (code) => {
    if (code) {
      process.stderr.write("the Playground ended; its log is in " + path.join(folder, "devTools") + "\n");
      process.exit(1);
    }
  });
  // The browser reaches this machine and nobody else.
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM || "/usr/bin/chromium", args: ["--no-sandbox", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"] });
  try {
    const page = await browser.newPage({ viewport: { width: 1500, height: 1100 }, reducedMotion: "reduce" });
    page.setDefaultTimeout(PATIENCE);
    await until("the Playground", () => page.goto(home).catch(() => null), 2 * PATIENCE);
    const person = new Person(page);
    // A panel that writes down every request slows the page.
    await page.locator("text=Log Panel").locator("..").getByRole("button").last().click();
    for await (const line of readline.createInterface({ input: process.stdin })) {
      const step = JSON.parse(line);
      let answer;
      try {
        answer = { shown: await person[step.do](step) };
      } catch (e) {
        answer = { error: String(e.message || e), shown: step.card ? await person.card(step.card).ariaSnapshot() : await person.words() };
        await page.screenshot({ path: path.join(folder, "failed.png") });
      }
      process.stdout.write(JSON.stringify(answer) + "\n");
    }
  } finally {
    play.kill();
    await browser.close();
  }
}

main().catch((e) => {
  process.stderr.write(String(e.stack || e) + "\n");
  process.exit(1);
});
