// Makes the pictures of docs/images: the main screens of the page, in a practice
// game on a server of its own.
import { mkdtempSync } from 'node:fs';
import { chmod, mkdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setTimeout as delay } from 'node:timers/promises';
import { findChromium, openBrowser, openPage } from './lib/browser.mjs';
import { prepare } from './lib/prepare.mjs';
import { startServer } from './lib/server.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const images = join(root, 'docs/images');
const view = { viewport: { width: 1100, height: 640 } };
const settings = { emergency_cooldown_seconds: 2, discussion_seconds: 8, reveal_seconds: 8, finished_seconds: 60, max_speed: 12, task_seconds: 1 };
const cleanups = [];

async function main() {
  const chromium = await findChromium();
  if (!chromium) throw new Error('there is no chromium on the PATH');
  const dir = mkdtempSync(join(tmpdir(), 'sagishi-screenshots-'));
  cleanups.push(() => rm(dir, { recursive: true, force: true }));
  await chmod(dir, 0o755); // the database runs as another user
  await mkdir(images, { recursive: true });
  const base = { root, dir, run: `shots${process.pid}`, config: join(root, 'nakama.yml') };
  const state = await prepare(base, { contract: false, later: cleanup => cleanups.push(cleanup) });
  const server = await startServer({ name: 'page', env: { SAGISHI_PLAYGROUND: 'true' } }, state);
  cleanups.push(() => server.destroy());
  const browser = await openBrowser(chromium);
  cleanups.push(() => browser.close());
  await takeAll(browser, `http://${server.host}:${server.port}/sagishi/?settings=${encodeURIComponent(JSON.stringify(settings))}`);
}

async function takeAll(browser, address) {
  const { page } = await openPage(browser, address, view);
  const shoot = name => page.screenshot({ path: join(images, `${name}.png`) });
  await page.locator('.status', { hasText: 'Connected' }).waitFor();
  await shoot('start');
  await page.evaluate(() => { location.hash = '#/shop'; });
  await page.getByText('Hats').waitFor();
  await shoot('shop');
  await page.evaluate(() => { location.hash = '#/play'; });
  await page.getByRole('button', { name: 'Practise against bots' }).click();
  await page.locator('.match[data-phase="playing"]').waitFor();
  await delay(1800); // the bots spread
  await shoot('round');
  await page.keyboard.press('m');
  await delay(300);
  await shoot('map');
  await page.getByRole('button', { name: /^Emergency meeting/, disabled: false }).click();
  await page.locator('.match[data-phase="voting"]').waitFor();
  await delay(1500);
  await shoot('vote');
}

try {
  await main();
} finally {
  for (const cleanup of cleanups.reverse()) await cleanup();
}
