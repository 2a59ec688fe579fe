// The list of findings as a person uses it: choosing, leaving out, searching, walking with keys, sending a view to
// someone; and the page without JavaScript, and on paper.
import assert from 'node:assert/strict';
import { pathToFileURL } from 'node:url';
import { after, before, test } from 'node:test';
import { Browser, pageFile } from './pages.js';

let browser;
before(async () => { browser = await Browser.start(); });
after(() => browser.stop());

const found = async page => Number((await page.locator('#found').textContent()).split(' ')[0].replace(',', ''));
const facet = (page, name) => page.locator('.facet').filter({ has: page.locator('summary span', { hasText: new RegExp(`^${name}$`) }) });
async function choose(page, name, value, how = 'only') {
  const box = facet(page, name);
  if (!(await box.getAttribute('open') !== null)) await box.locator('summary').click();
  await box.locator(`button[data-value="${value}"][data-how="${how}"]`).click();
}
const countOf = async (page, name, value) =>
  Number(await facet(page, name).locator(`button[data-value="${value}"] .count`).textContent());
async function ask(page, words) {
  await page.fill('#query', words);
  await page.waitForTimeout(200);
}

// What the list must hold, worked out from its own rows with nothing chosen.
const rowsWith = (page, predicate) => page.evaluate(text => {
  const wanted = new Function('row', 'return ' + text);
  let count = 0;
  for (let i = 0; i < rows.count; ++i) count += wanted(name => textAt(i, name)) ? 1 : 0;
  return count;
}, predicate);

test('values of one facet add up, facets narrow, and a value left out is left out', async () => {
  const page = await browser.ready('explained');
  const all = await found(page);
  await choose(page, 'table', 'equipment');
  assert.equal(await found(page), await rowsWith(page, "row('table') === 'equipment'"));
  await choose(page, 'table', 'muscles');
  assert.equal(await found(page), await rowsWith(page, "['equipment', 'muscles'].includes(row('table'))"));
  const values = await countOf(page, 'kind', 'value');
  await choose(page, 'kind', 'value', 'not');
  assert.equal(await found(page), await rowsWith(page, "['equipment', 'muscles'].includes(row('table')) && row('kind') !== 'value'"));
  assert.equal(await countOf(page, 'kind', 'value'), values, 'a count says what its own value would leave');
  await page.click('#clear');
  assert.equal(await found(page), all);
  await page.close();
});

test('words, fields, phrases and what is without', async () => {
  const page = await browser.ready('explained');
  for (const [words, predicate] of [
    ['table:equipment', "row('table').includes('equipment')"],
    ['-table:equipment', "!row('table').includes('equipment')"],
    ['table:equipment kind:value', "row('table').includes('equipment') && row('kind') === 'value'"],
    ['"rows at lines"', "row('note').includes('rows at lines')"],
    ['key:bench', "row('key').includes('BENCH')"],
  ]) {
    const expected = await rowsWith(page, predicate);
    assert.ok(expected > 0, words);
    await ask(page, words);
    assert.equal(await found(page), expected, words);
  }
  await page.close();
});

test('a view can be sent: query, facets and finding are in the address', async () => {
  const page = await browser.ready('explained');
  await choose(page, 'table', 'equipment');
  await choose(page, 'kind', 'type', 'not');
  await ask(page, 'e');
  await page.locator('#list .row').nth(2).click();
  const [count, key] = [await found(page), await page.locator('#detail .key').textContent()];
  const hash = await page.evaluate(() => location.hash);
  const other = await browser.ready('explained', { hash });
  assert.equal(await found(other), count);
  assert.equal(await other.locator('#detail .key').textContent(), key);
  assert.equal(await other.inputValue('#query'), 'e');
  await other.close();
  await page.close();
});

test('a finding shows both sides, what differs, rules and the command that shows it again', async () => {
  const page = await browser.ready('complete');
  await ask(page, 'key:ez_bar field:name');
  await page.keyboard.press('Escape');
  await ask(page, 'key:ez_bar');
  await page.focus('#list');
  await page.keyboard.press('ArrowDown');
  const detail = page.locator('#detail');
  assert.equal(await detail.locator('.side').count(), 2);
  assert.match(await detail.textContent(), /rules in force/);
  assert.ok(await detail.locator('.side .type').count() > 0);
  assert.ok(await detail.locator('mark, .unseen.differs').count() > 0, 'what differs is marked');
  await page.close();
});

test('keys walk the list, search, clear and tell of themselves', async () => {
  const page = await browser.ready('explained');
  const selected = () => page.locator('.row[aria-selected="true"]').getAttribute('aria-posinset');
  await page.keyboard.press('j');
  assert.equal(await selected(), '1');
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await page.keyboard.press('k');
  assert.equal(await selected(), '2');
  assert.equal(await page.locator('#list').getAttribute('aria-activedescendant'), 'row-1');
  await page.keyboard.press('Enter');
  assert.equal(await page.evaluate(() => document.activeElement.id), 'detail');
  await page.keyboard.press('Escape');
  assert.equal(await page.locator('#detail').isVisible(), false);
  await page.keyboard.press('/');
  await page.keyboard.type('jk?');
  assert.equal(await page.inputValue('#query'), 'jk?', 'letters typed into the search are no keys');
  await page.keyboard.press('Escape');
  assert.equal(await page.inputValue('#query'), '');
  await page.keyboard.press('?');
  assert.equal(await page.locator('#keys').isVisible(), true);
  await page.keyboard.press('Escape');
  assert.equal(await page.locator('#keys').isVisible(), false);
  assert.deepEqual(page.complaints, []);
  await page.close();
});

test('hostile data stays text in the list and in the details', async () => {
  const page = await browser.ready('hostile');
  const rows = await page.evaluate(() => rows.count);
  for (let i = 0; i < rows; ++i) await page.keyboard.press('j');
  assert.equal(await page.locator('#list script, #detail script, #detail img, #facets script').count(), 0);
  assert.deepEqual(page.complaints, []);
  await page.close();
});

test('a secret is not in the rows either, and is seen where nobody declared it', async () => {
  const texts = async name => {
    const page = await browser.ready(name);
    const text = await page.evaluate(() => JSON.stringify(rows.chunks));
    await page.close();
    return text;
  };
  assert.doesNotMatch(await texts('secret'), /sesame/);
  assert.match(await texts('secret'), /\[secret\]/);
  assert.match(await texts('told'), /sesame/);
});

test('without JavaScript verdict, gates and groups are read, and nothing is shown that would not work', async () => {
  const context = await browser.context.browser()?.newContext({ javaScriptEnabled: false });
  if (!context) return assert.fail('no second context');
  const page = await context.newPage();
  await page.goto(pathToFileURL(pageFile('gated')).href);
  assert.match(await page.locator('h1').textContent(), /NO-GO/);
  assert.ok(await page.locator('.gates tbody tr').count() >= 4);
  assert.ok(await page.locator('#differences .group').count() > 3);
  await page.locator('#differences .group summary').nth(1).click();
  assert.ok(await page.locator('#differences .group').nth(1).locator('.side').first().isVisible());
  for (const each of await page.locator('#findings, .filter, #theme, #help, .copy, .scripted').all())
    assert.equal(await each.isVisible(), false);
  await context.close();
});

test('on paper everything is open, and there is a place to sign', async () => {
  const page = await browser.ready('gated');
  assert.equal(await page.locator('.sign-off').isVisible(), false);
  await page.emulateMedia({ media: 'print' });
  await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
  assert.equal(await page.locator('.sign-off').isVisible(), true);
  assert.equal(await page.locator('main details:not([open])').count(), 0);
  assert.equal(await page.locator('#findings').isVisible(), false);
  await page.close();
});

test('a facet that lets through what is left out is seen', async () => {
  const page = await browser.ready('explained');
  await page.evaluate(() => { const f = facets.find(each => each.name === 'kind'); f.at = f.at.map(() => f.at[1]); filter(); });
  await choose(page, 'kind', await page.evaluate(() => textAt(1, 'kind')));
  assert.notEqual(await found(page), await rowsWith(page, "row('kind') === textAt(1, 'kind')"));
  await page.close();
});
