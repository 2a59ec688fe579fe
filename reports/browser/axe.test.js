// axe over every view of every sample page, light and dark: nothing that WCAG 2.1 AA and axe's best practices find.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';
import { Browser } from './pages.js';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const pages = ['passing', 'failing', 'errored', 'explained', 'audited', 'gated', 'hostile', 'complete', 'empty', 'many'];
let browser;
before(async () => { browser = await Browser.start(); });
after(() => browser.stop());

// What can be seen of a page: as it opens, with all of it open, a finding, a query, the help, a narrow screen.
const views = {
  'as it opens': async () => {},
  'all open': page => page.click('#expand'),
  'a finding': async page => {
    await page.keyboard.press('j');
    await page.keyboard.press('j');
  },
  'a query': async page => {
    await page.fill('#query', '-kind:type e');
    await page.waitForTimeout(150);
  },
  'help': page => page.keyboard.press('?'),
  'narrow': async page => {
    await page.keyboard.press('Escape');
    await page.setViewportSize({ width: 390, height: 800 });
  },
};

async function violations(page) {
  const found = await page.evaluate(async () => (await window.axe.run(document, { resultTypes: ['violations'] })).violations);
  return found.map(({ id, nodes }) =>
    `${id}: ${nodes.length} × ${nodes.slice(0, 3).map(node => `${node.target} (${node.any.concat(node.all)[0]?.message ?? ''})`).join('; ')}`);
}

async function open(name, scheme) {
  const page = await browser.ready(name, { scheme });
  await page.evaluate(axe);
  return page;
}

for (const name of pages) {
  for (const scheme of ['light', 'dark']) {
    test(`${name}, ${scheme}`, async () => {
      const page = await open(name, scheme);
      const seen = [];
      for (const [view, show] of Object.entries(views)) {
        if (name === 'many' && view === 'all open') continue; // axe on a page of 400 open groups says nothing new
        await show(page);
        seen.push(...(await violations(page)).map(line => `${view}: ${line}`));
      }
      assert.deepEqual(seen, []);
      assert.deepEqual(page.complaints, []);
      await page.close();
    });
  }
}

test('a field without a name and text that is too pale are seen', async () => {
  const page = await open('failing', 'light');
  await page.evaluate(() => {
    document.getElementById('query').removeAttribute('aria-label');
    document.getElementById('query').removeAttribute('placeholder');
    document.querySelector('.exit').style.color = '#cccccc';
  });
  const seen = (await violations(page)).join('\n');
  assert.match(seen, /^label: /m);
  assert.match(seen, /^color-contrast: .*\.exit/m);
  await page.close();
});
