// Judges one JSON value a line from standard input and prints one JSON line for
// each: the list of what is wrong with it.
//
//   cards     an Adaptive Card, by Microsoft's schema and its renderer's parser
//   manifest  a manifest of a Teams app, by Microsoft's schema
//   tokens    {metadata, app, header, activity}, by the SDK's own check of requests
const fs = require("fs");
const path = require("path");

function cards() {
  const Ajv = require("ajv");
  const AC = require("adaptivecards/dist/adaptivecards.js");
  const schema = JSON.parse(fs.readFileSync(path.join(__dirname, "adaptive-card-1.5.json")));
  const ajv = new Ajv({ allErrors: false, schemaId: "auto", meta: false, validateSchema: false, unknownFormats: "ignore" });
  ajv.addMetaSchema(require("ajv/lib/refs/json-schema-draft-06.json"));
  const valid = ajv.compile(schema);
  return (card) => {
    const { msteams, ...plain } = card; // Teams' own word, which the schema does not know
    const wrong = valid(plain) ? [] : valid.errors.map((e) => `${e.dataPath} ${e.message} ${JSON.stringify(e.params)}`);
    const context = new AC.SerializationContext(AC.Versions.v1_5);
    const parsed = new AC.AdaptiveCard();
    // Secondary actions stand behind a menu; the library counts them too.
    parsed.hostConfig = new AC.HostConfig({ actions: { maxActions: 12 } });
    parsed.parse(plain, context);
    for (let n = 0; n < context.eventCount; n++) wrong.push(context.getEventAt(n).message);
    for (const v of parsed.validateProperties().validationEvents) wrong.push(v.message);
    return wrong;
  };
}

function manifest() {
  const { ManifestUtil } = require("@microsoft/app-manifest");
  const home = path.dirname(require.resolve("@microsoft/app-manifest/package.json"));
  return async (m) => {
    const file = path.join(home, "build", "json-schemas", "teams", "v" + m.manifestVersion, "MicrosoftTeams.schema.json");
    return ManifestUtil.validateManifestAgainstSchema(m, JSON.parse(fs.readFileSync(file)));
  };
}

function tokens() {
  const { ChannelValidation, SimpleCredentialProvider } = require("botframework-connector");
  return async (t) => {
    ChannelValidation.OpenIdMetadataEndpoint = t.metadata;
    try {
      await ChannelValidation.authenticateChannelTokenWithServiceUrl(t.header, new SimpleCredentialProvider(t.app, ""), t.activity.serviceUrl, t.activity.channelId);
      return [];
    } catch (e) {
      return [String(e.message || e)];
    }
  };
}

async function main() {
  const judge = { cards, manifest, tokens }[process.argv[2]]();
  console.log = console.error = console.warn = () => {}; // the SDKs chat
  for (const line of fs.readFileSync(0, "utf8").split("\n")) {
    if (line) process.stdout.write(JSON.stringify(await judge(JSON.parse(line))) + "\n");
  }
}

main().catch((e) => {
  process.stderr.write(String(e.stack || e));
  process.exit(1);
});
