// What the tests of the page share: a server that serves it, and visitors.
import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { findChromium, openBrowser, openPage } from './browser.mjs';
import { startServer } from './server.mjs';

const chromium = await findChromium();

/** Options of each test: it is skipped where there is no browser. */
export const options = { skip: chromium ? false : 'there is no chromium on the PATH' };

/** Settings of a game without waiting times. A slow browser must still see each result. */
const quick = {
  min_players: 3, start_countdown_seconds: 1, discussion_seconds: 1, voting_seconds: 120, reveal_seconds: 8, finished_seconds: 60, idle_seconds: 0,
  emergency_cooldown_seconds: 0, kill_cooldown_seconds: 5, task_seconds: 0, max_speed: 20, sabotage_cooldown_seconds: 5,
};

/** A server with the page and a browser, for the tests of a file. `name` is the server's. */
export class Playground {
  constructor(name) {
    before(async () => {
      if (!chromium) return;
      this.server = await startServer({ name, env: { SAGISHI_PLAYGROUND: 'true' } });
      this.address = `http://${this.server.host}:${this.server.port}/sagishi/`;
      this.browser = await openBrowser(chromium);
    });
    after(async () => {
      await this.browser?.close();
      await this.server?.destroy();
    });
  }

  /** Opens the page with quick games, and closes it when the test ends. It must have complained of nothing. */
  async visit(t, { hash = '', settings = {}, ...context } = {}) {
    const query = encodeURIComponent(JSON.stringify({ ...quick, ...settings }));
    const visitor = await openPage(this.browser, `${this.address}?settings=${query}${hash}`, context);
    t.after(async () => {
      await visitor.close();
      assert.deepEqual(visitor.complaints, []);
    });
    await visitor.page.locator('.status', { hasText: 'Connected' }).waitFor({ state: 'attached' });
    return visitor.page;
  }

  /** Opens a private room and joins it with others, by its link. Returns all pages, the host's first. */
  async openRoom(t, others, { contexts = [], settings = {} } = {}) {
    const host = await this.visit(t, { settings });
    await click(host, 'Open a private room');
    const hash = await linkOf(host);
    const guests = [];
    for (let n = 0; n < others; n++) guests.push(await this.visit(t, { hash, ...contexts[n] }));
    await Promise.all([host, ...guests].map(page => seats(page, others + 1)));
    return [host, ...guests];
  }
}

/** Presses the button of that name. */
export const click = (page, name) => page.getByRole('button', { name, exact: true }).click();

/** Waits for a phase of the match. */
export const phase = (page, name) => page.locator(`.match[data-phase="${name}"]`).waitFor();

/** What the page's own code answers. */
export const read = (page, look) => page.evaluate(look);

/** Waits until exactly so many players are in the lobby. */
export const seats = (page, n) => page.locator('.lobby').getByText(`Players: ${n} of `).waitFor();

/** Waits for the player's role, and answers it: Crew or Imposter. */
export const roleOf = page => page.locator('.role', { hasText: /^(Crew|Imposter)$/ }).textContent();

/** The part of a lobby's link that names it. */
export const linkOf = async page => new URL(await page.getByLabel('Link to this room').inputValue()).hash;

/** Starts the game, and waits until all play. */
export async function startGame(pages) {
  await click(pages[0], 'Start');
  await Promise.all(pages.map(page => phase(page, 'playing')));
}

/** Where a player is. */
export const spot = page => read(page, () => ({ ...window.sagishi.match.movement.walker.at }));

/** Walks by the mouse, and aims again on the way, until the server says that the player stands that near. */
export async function walkNear(page, place, reach) {
  const box = await page.locator('canvas.map').boundingBox();
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  const away = Math.min(box.width, box.height) / 6;
  for (;;) {
    const at = await spot(page);
    const length = distance(at, place);
    if (length < reach) {
      await page.mouse.up();
      if (distance(await settled(page), place) < reach) return;
      continue;
    }
    await page.mouse.move(x + away * (place.x - at.x) / length, y + away * (place.z - at.z) / length);
    await page.mouse.down();
    await page.waitForFunction(({ place, near, far }) => {
      const { at } = window.sagishi.match.movement.walker;
      const distance = Math.hypot(place.x - at.x, place.z - at.z);
      return distance < near || distance > far; // on the way, or past it
    }, { place, near: Math.max(reach, length / 2), far: length + 1 });
  }
}

const distance = (a, b) => Math.hypot(a.x - b.x, a.z - b.z);

/** Where a player stands, as soon as the page and the server agree. */
async function settled(page) {
  await page.waitForFunction(() => {
    const { courses, ownIndex, walker } = window.sagishi.match.movement;
    const { x, z, dx, dz } = courses.players.get(ownIndex) ?? {};
    return dx === 0 && dz === 0 && !walker.dx && !walker.dz && Math.hypot(walker.at.x - x, walker.at.z - z) < 0.1;
  });
  return await spot(page);
}
