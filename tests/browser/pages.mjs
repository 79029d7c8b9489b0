// Uses the server's pages as people do: node pages.mjs BROWSER ADDRESS KEY FOLDER FILE
// The server holds three comments that are unsure and one that is hostile. Prints what is wrong and exits with 1.
import path from 'node:path';
import axe from 'axe-core';
import { HtmlValidate } from 'html-validate';
import puppeteer from 'puppeteer-core';

const [browserPath, address, key, folder, file] = process.argv.slice(2);
const faults = [];
const check = (holds, fault) => holds || faults.push(fault);
const base = `http://${address}`;
const validator = new HtmlValidate({ root: true, extends: ['html-validate:recommended', 'html-validate:a11y'], rules: { 'long-title': 'off' } });
const browser = await puppeteer.launch({ executablePath: browserPath, headless: true, args: ['--no-sandbox', '--disable-gpu'] });

async function open(where, { script = true, scheme = 'light' } = {}) {
  const page = await browser.newPage();
  await page.authenticate({ username: 'anybody', password: key });
  await page.setJavaScriptEnabled(script);
  await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
  page.on('request', (request) => check(request.url().startsWith(base), `${where}: it asks for ${request.url()}`));
  page.on('pageerror', (error) => check(false, `${where}: ${error.message}`));
  page.on('dialog', (dialog) => { check(false, `${where}: a dialog: ${dialog.message()}`); dialog.dismiss(); });
  const answer = await page.goto(base + where);
  check(answer.ok(), `${where}: ${answer.status()}`);
  return page;
}

async function accessible(page, name) {
  await page.evaluate(axe.source);
  const found = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ['violations'] }));
  for (const violation of found.violations.filter(({ impact }) => ['serious', 'critical'].includes(impact))) {
    check(false, `${name}: ${violation.id}: ${violation.help}: ${violation.nodes.slice(0, 3).map((node) => node.html).join(' | ')}`);
  }
}

// With scripts, by keys: the second comment is marked as spam, and the page stays.
const queue = await open('/queue?show=all');
const cards = (await queue.$$('.comment')).length;
check(cards === 4, `${cards} comments in the queue`);
await queue.keyboard.press('j');
await queue.keyboard.press('j');
const guid = await queue.evaluate(() => document.activeElement.dataset.guid);
await queue.keyboard.press('s');
await queue.waitForFunction((id) => document.querySelector(`[data-guid="${id}"] .verdict`).textContent === 'spam', {}, guid);
check(queue.url() === `${base}/queue?show=all`, `marking led to ${queue.url()}`);
await queue.screenshot({ path: path.join(folder, 'queue.png'), fullPage: true });
const hostile = await queue.evaluate(() => globalThis.owned === undefined && document.querySelectorAll('.comment script, .comment img').length === 0);
check(hostile, 'a comment became markup');

// Without scripts, by the button: the same comment is ham again, on a page of its own.
const plain = await open(`/queue/${guid}`, { script: false });
check((await plain.$eval('.verdict', (verdict) => verdict.textContent)) === 'spam', 'the mark was not kept');
await Promise.all([plain.waitForNavigation(), plain.click('button[value="ham"]')]);
check((await plain.$eval('.verdict', (verdict) => verdict.textContent)) === 'ham', 'the button did nothing');
check((await plain.$eval('h2', (heading) => heading.textContent)) === 'Why', 'no reasons');
const found = await open('/queue?show=all&q=parasol', { script: false });
check((await found.$$('.comment')).length === 1, 'the search found something else');

// A file is dropped in, and its report comes back, script and all.
const upload = await open('/audit');
await (await upload.$('input[type=file]')).uploadFile(file);
await Promise.all([upload.waitForNavigation({ timeout: 60_000 }), upload.click('button')]);
check((await upload.content()).includes('big_ben_clock'), 'no report came back');
await upload.screenshot({ path: path.join(folder, 'report.png') });

for (const where of ['/queue?show=all', `/queue/${guid}`, '/audit']) {
  for (const scheme of ['light', 'dark']) {
    const page = await open(where, { scheme });
    await accessible(page, `${where}, ${scheme}`);
    await page.close();
  }
  const authorization = `Basic ${Buffer.from(`anybody:${key}`).toString('base64')}`;
  const sent = await fetch(base + where, { headers: { authorization } });
  const report = await validator.validateString(await sent.text());
  const serious = report.results.flatMap((result) => result.messages).filter((message) => message.severity > 1);
  check(serious.length === 0, `${where}: HTML: ${serious.slice(0, 8).map((m) => `${m.line}:${m.column} ${m.ruleId} ${m.message}`).join('; ')}`);
}

await browser.close();
faults.forEach((fault) => console.log(fault));
process.exit(faults.length > 0 ? 1 : 0);
