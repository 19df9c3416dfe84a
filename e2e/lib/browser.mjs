// The page in a real browser: Debian's Chromium, driven by playwright-core.
import { access } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { chromium } from 'playwright-core';

const patience = 60_000; // milliseconds: ends a test that hangs, also on a slow, busy machine
const names = ['chromium', 'chromium-browser', 'google-chrome'];

/** The Chromium of this machine; undefined where there is none. SAGISHI_CHROMIUM names another. */
export async function findChromium() {
  const folders = (process.env.PATH ?? '').split(delimiter);
  const places = process.env.SAGISHI_CHROMIUM ? [process.env.SAGISHI_CHROMIUM] : folders.flatMap(folder => names.map(name => join(folder, name)));
  for (const place of places) {
    if (await access(place).then(() => true, () => false)) return place;
  }
  return undefined;
}

/** Starts the browser. */
export const openBrowser = executablePath => chromium.launch({
  executablePath, timeout: patience, args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-background-networking'],
});

/**
 * Opens the page as a new player: a profile of its own, with nothing kept.
 * `complaints` has what the console said, errors, and requests to other hosts.
 */
export async function openPage(browser, address, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
  context.setDefaultTimeout(patience);
  const page = await context.newPage();
  const complaints = [];
  watch(page, address, complaints);
  await page.goto(address);
  return { page, context, complaints, close: () => context.close() };
}

function watch(page, address, complaints) {
  const { host } = new URL(address);
  page.on('console', message => {
    if (['error', 'warning'].includes(message.type())) complaints.push(`console: ${message.text()}`);
  });
  page.on('pageerror', error => complaints.push(`error: ${error.stack}`));
  page.on('request', request => {
    const url = new URL(request.url());
    if (/^(http|ws)/.test(url.protocol) && url.host !== host) complaints.push(`request to ${url.host}`);
  });
}
