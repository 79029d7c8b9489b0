// The clients from npm against a server: every call of each, unmodified or with the setting that docs/serve.md names.
import assert from "node:assert/strict";
import dns from "node:dns";
import { createRequire } from "node:module";

const { FINENESS_ADDRESS: address, FINENESS_KEY: key } = process.env;
const port = Number(address.split(":")[1]);
const blog = "http://mill.example/";
// In the place of a line in /etc/hosts: akismet-api puts the key before the name of the host.
const lookup = dns.lookup;
dns.lookup = (host, options, done) =>
  host.endsWith("fineness.example") ? lookup("127.0.0.1", options, done) : lookup(host, options, done);

const spam = { author: "cheap watches london", url: "http://watches.example/buy/cheap.html" };
const praise = "Great post! I really enjoyed reading this, keep up the good work, thanks for sharing.";

async function cedx() {
  const { Author, Blog, CheckResult, Client, Comment } = await import("@cedx/akismet");
  const client = new Client(key, new Blog({ url: blog }), { baseUrl: `http://${address}/` });
  assert.equal(await client.verifyKey(), true);
  assert.equal(await new Client("wrong-key", new Blog({ url: blog }), { baseUrl: `http://${address}/` }).verifyKey(), false);
  const comment = (name, url, content) =>
    new Comment({ author: new Author({ ipAddress: "203.0.113.7", name, url, userAgent: "Mill/1.0" }), content });
  const bad = comment(spam.author, spam.url, praise);
  assert.notEqual(await client.checkComment(bad), CheckResult.ham);
  assert.equal(await client.checkComment(comment("Anna", undefined, "The sluice leaks.")), CheckResult.ham);
  await client.submitSpam(bad);
  await client.submitHam(bad);
  const usage = await client.checkUsage?.();
  if (usage) assert.ok(usage.usage >= 4);
}

async function akismet() {
  // Called this way it sends its key with the first call only.
  const { client: make } = createRequire(import.meta.url)("akismet");
  const client = make({ apiKey: key, blog, host: "127.0.0.1", endPoint: "127.0.0.1", port });
  const call = (name, ...given) =>
    new Promise((resolve, reject) => client[name](...given, (error, answer) => (error ? reject(error) : resolve(answer))));
  assert.equal(await call("verifyKey"), true);
  const comment = (author, content) => ({ user_ip: "203.0.113.7", comment_author: author, comment_content: content });
  const bad = { ...comment(spam.author, praise), comment_author_url: spam.url };
  assert.equal(await call("checkComment", bad), true);
  assert.equal(await call("checkComment", comment("Anna", "The sluice leaks.")), false);
  await call("submitSpam", bad);
  await call("submitHam", bad);
}

async function akismetApi() {
  const { AkismetClient } = createRequire(import.meta.url)("akismet-api");
  const client = new AkismetClient({ key, blog, host: `fineness.example:${port}`, protocol: "http" });
  assert.equal(await client.verifyKey(), true);
  const bad = { ip: "203.0.113.7", name: spam.author, url: spam.url, content: praise };
  assert.equal(await client.checkSpam(bad), true);
  assert.equal(await client.checkSpam({ ip: "203.0.113.7", name: "Anna", content: "The sluice leaks." }), false);
  await client.submitSpam(bad);
  await client.submitHam(bad);
}

for (const client of [cedx, akismet, akismetApi]) {
  await client();
  console.log(`${client.name}: ok`);
}
