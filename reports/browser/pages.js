// The sample pages that html_test.cpp wrote to the folder in PARITY_PAGES, opened in Debian's Chromium from
// file://, with no network at all.
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

const folder = resolve(process.env.PARITY_PAGES ?? '.');
const browserPath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);

export const pageFile = name => join(folder, name + '.html');

export class Browser {
  static async start() {
    const profile = await mkdtemp(join(tmpdir(), 'parity-chromium-'));
    const context = await chromium.launchPersistentContext(profile, {
      executablePath: browserPath,
      headless: true,
      viewport: { width: 1280, height: 900 },
      args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
        '--disable-component-update', '--disable-sync', '--hide-scrollbars'],
    });
    return new Browser(context, profile);
  }
  constructor(context, profile) {
    Object.assign(this, { context, profile });
  }
  async stop() {
    await this.context.close();
    await rm(this.profile, { recursive: true, force: true });
  }

  // A page of its own. What the page complains of is in `complaints`; anything that asks for a network is one.
  async open(name, { scheme = 'light', width = 1280, height = 900, hash = '', file = pageFile(name) } = {}) {
    const page = await this.context.newPage();
    page.complaints = [];
    page.on('console', message => { if (message.type() === 'error') page.complaints.push(message.text()); });
    page.on('pageerror', error => page.complaints.push(String(error)));
    page.on('request', request => {
      if (!/^(file|blob|data):/.test(request.url())) page.complaints.push('asks for ' + request.url());
    });
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
    await page.setViewportSize({ width, height });
    await page.goto(pathToFileURL(file) + hash);
    return page;
  }
  async ready(name, options) {
    const page = await this.open(name, options);
    await page.waitForSelector('html[data-ready]', { timeout: 120_000 });
    return page;
  }
}
