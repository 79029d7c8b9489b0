// Looks at pages as people do: node check.mjs BROWSER FOLDER
// FOLDER holds NAME.html with its NAME.json; screenshots go beside them. Prints what is wrong and exits with 1.
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import axe from 'axe-core';
import { HtmlValidate } from 'html-validate';
import puppeteer from 'puppeteer-core';

const [browserPath, folder] = process.argv.slice(2);
const faults = [];
const check = (holds, fault) => holds || faults.push(fault);
const names = fs.readdirSync(folder).filter((file) => file.endsWith('.html')).map((file) => path.basename(file, '.html')).sort();

const validator = new HtmlValidate({
  root: true,
  extends: ['html-validate:recommended', 'html-validate:a11y'],
  // The bill is a form for its reset button alone; it is never sent, so it has nothing to submit with.
  rules: { 'long-title': 'off', 'wcag/h32': 'off' },
});
for (const name of names) {
  const report = await validator.validateFile(path.join(folder, `${name}.html`));
  const serious = report.results.flatMap((result) => result.messages).filter((message) => message.severity > 1);
  check(serious.length === 0, `${name}: HTML: ${serious.slice(0, 8).map((m) => `${m.line}:${m.column} ${m.ruleId} ${m.message}`).join('; ')}`);
}

const browser = await puppeteer.launch({ executablePath: browserPath, headless: true, args: ['--no-sandbox', '--disable-gpu'] });

/** Opens a page and notes whatever it asks for or complains of. */
async function open(name, { script = true, scheme = 'light', width = 1100, target = '' } = {}) {
  const page = await browser.newPage();
  await page.setJavaScriptEnabled(script);
  await page.setViewport({ width, height: 900 });
  await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
  const url = pathToFileURL(path.join(folder, `${name}.html`)).href;
  page.on('request', (request) => check(request.url().split('#')[0] === url, `${name}: it asks for ${request.url()}`));
  page.on('console', (message) => check(!['error', 'warn'].includes(message.type()), `${name}: ${message.text()}`));
  page.on('pageerror', (error) => check(false, `${name}: ${error.message}`));
  page.on('dialog', (dialog) => { check(false, `${name}: a dialog: ${dialog.message()}`); dialog.dismiss(); });
  await page.goto(url + target);
  return page;
}

/** No finding that is serious, in either colour scheme. */
async function accessible(page, name) {
  await page.evaluate(axe.source);
  const found = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ['violations'] }));
  for (const violation of found.violations.filter(({ impact }) => ['serious', 'critical'].includes(impact))) {
    check(false, `${name}: ${violation.id}: ${violation.help}: ${violation.nodes.slice(0, 3).map((node) => node.html).join(' | ')}`);
  }
  return found.violations.length;
}

let violations = 0;
for (const name of names) {
  for (const [scheme, width] of [['light', 1100], ['dark', 1100], ['dark', 390]]) {
    const page = await open(name, { scheme, width });
    violations += await accessible(page, `${name}, ${scheme}, ${width}`);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
    check(!wide, `${name}: wider than a window of ${width}`);
    await page.screenshot({ path: path.join(folder, `${name}-${scheme}-${width}.png`), fullPage: name !== 'ring' });
    await page.close();
  }
}

/** The number in view: with a script it is told, without one the style moves the right one into its window. */
const told = (page, script) => page.evaluate((script) => {
  const bill = document.querySelector('form.bill');
  if (script) return bill.querySelector('output').textContent;
  const strip = bill.querySelector('.strip');
  strip.scrollIntoView({ block: 'center' });
  const { x, y, width, height } = strip.getBoundingClientRect();
  return document.elementFromPoint(x + width / 2, y + height / 2).textContent;
}, script);
const written = (value) => value.toLocaleString('en-US', { minimumFractionDigits: 1 });

let clicked = 0;
for (const name of ['calvin', 'big-ben']) {
  const account = JSON.parse(fs.readFileSync(path.join(folder, `${name}.json`))).accounts[0];
  const { adjusted, rules } = account.switches;
  for (const script of [true, false]) {
    const page = await open(name, { script });
    const expect = async (choice, what) => {
      const found = await told(page, script);
      check(found === written(adjusted[choice]), `${name}, script ${script}: ${what}: ${found}, not ${written(adjusted[choice])}`);
      clicked += 1;
    };
    await expect(0, 'all ticked');
    await page.click('input.s0');
    await expect(1, `without ${rules[0]}`);
    if (rules.length > 1) {
      await page.click('input.s1');
      await expect(3, `without ${rules[0]} and ${rules[1]}`);
    }
    if (script) await page.screenshot({ path: path.join(folder, `${name}-without.png`) });
    await page.click('button[type=reset]');
    await new Promise((done) => setTimeout(done, 100));
    await expect(0, 'all ticked again');
    await page.close();
  }
  check(adjusted.some((value) => value !== adjusted[0]), `${name}: no finding changes anything`);
}

for (const name of ['calvin', 'big-ben', 'senior', 'calvin-notice']) {
  const page = await open(name);
  const pdf = Buffer.from(await page.pdf({ format: 'A4', preferCSSPageSize: true })).toString('latin1');
  const pages = pdf.match(/\/Type\s*\/Page\b/g)?.length ?? 0;
  fs.writeFileSync(path.join(folder, `${name}.pdf`), pdf, 'latin1');
  check(pages >= 1 && pages <= 2, `${name}: prints to ${pages} pages`);
  await page.close();
}

{
  const page = await open('ring');
  const rows = () => page.$$eval('table.sortable tbody tr', (rows) => rows.map((row) => Number(row.cells[2].dataset.key)));
  await page.$$eval('table.sortable th button', (buttons) => buttons[2].click());
  const sorted = await rows();
  check(sorted.every((value, index) => index === 0 || sorted[index - 1] <= value), 'ring: the index does not sort by fineness');
  const link = await page.$('table.sortable tbody a');
  const title = await link.evaluate((link) => link.textContent);
  await link.evaluate((link) => link.click());
  const shown = await page.evaluate(() => [...document.querySelectorAll('h1')].filter((head) => head.offsetParent !== null).map((head) => head.textContent));
  check(shown.length === 1 && shown[0] === title, `ring: a click on ${title} shows ${shown}`);
  await page.screenshot({ path: path.join(folder, 'ring-account.png') });
  await page.goBack();
  check((await page.$$eval('mark', (marks) => marks.length)) > 0, 'ring: no changed word is marked');
  await (await page.$('[id^="ring-"]')).evaluate((ring) => ring.scrollIntoView());
  await page.screenshot({ path: path.join(folder, 'ring-drawing.png') });
  await page.close();
}

{
  const page = await browser.newPage();
  await page.goto(pathToFileURL(path.join(folder, 'site', 'index.html')).href);
  const names = await page.$$eval('table.sortable tbody th', (heads) => heads.map((head) => head.querySelector('a') !== null));
  check(names.length > 250 && names.every(Boolean), `site: ${names.filter((linked) => !linked).length} of ${names.length} accounts have no page`);
  const link = await page.$('table.sortable tbody tr:last-child a');
  const title = await link.evaluate((link) => link.textContent);
  await Promise.all([page.waitForNavigation(), link.evaluate((link) => link.click())]);
  check((await page.$eval('h1', (head) => head.textContent)) === title, `site: a click on ${title} shows something else`);
  await accessible(page, 'site, an account');
  await Promise.all([page.waitForNavigation(), page.$eval('.back a', (link) => link.click())]);
  check(await page.$eval('table.sortable', (table) => table.offsetParent !== null), 'site: the way back does not lead to the index');
  await page.close();
}

{
  const page = await open('hostile');
  const state = await page.evaluate(() => ({ owned: globalThis.owned, scripts: document.scripts.length, text: document.body.textContent }));
  check(state.owned === undefined && state.scripts === 1, 'hostile: something ran');
  check(state.text.includes('<script>owned=1</script>'), 'hostile: its words are not shown as words');
  await page.close();
}

await browser.close();
if (faults.length > 0) {
  console.error(faults.join('\n'));
  process.exit(1);
}
console.log(`${names.length} pages, ${clicked} scores read, ${violations} minor accessibility notes`);
