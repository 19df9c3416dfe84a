// The page for browsers, in a real one.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { findChromium, openBrowser, openPage } from '../lib/browser.mjs';
import { startServer } from '../lib/server.mjs';

const chromium = await findChromium();
const options = { skip: chromium ? false : 'there is no chromium on the PATH' };
const patience = 20_000;

/** Settings of a game without waiting times. */
const quick = {
  min_players: 3, start_countdown_seconds: 1, discussion_seconds: 1, voting_seconds: 60, reveal_seconds: 2, finished_seconds: 60,
  emergency_cooldown_seconds: 0, kill_cooldown_seconds: 5, task_seconds: 0, max_speed: 20, sabotage_cooldown_seconds: 5,
};

let server;
let browser;
let address;
before(async () => {
  if (!chromium) return;
  server = await startServer({ name: 'page', env: { SAGISHI_PLAYGROUND: 'true' } });
  address = `http://${server.host}:${server.port}/sagishi/`;
  browser = await openBrowser(chromium);
});
after(async () => {
  await browser?.close();
  await server?.destroy();
});

/** Opens the page with quick games, and closes it when the test ends. It must have complained of nothing. */
async function visit(t, { hash = '', settings = {}, ...context } = {}) {
  const query = encodeURIComponent(JSON.stringify({ ...quick, ...settings }));
  const visitor = await openPage(browser, `${address}?settings=${query}${hash}`, context);
  visitor.page.setDefaultTimeout(patience);
  t.after(async () => {
    await visitor.close();
    assert.deepEqual(visitor.complaints, []);
  });
  await visitor.page.locator('.status', { hasText: 'Connected' }).waitFor({ state: 'attached' });
  return visitor.page;
}

const click = (page, name) => page.getByRole('button', { name, exact: true }).click();
const phase = (page, name) => page.locator(`.match[data-phase="${name}"]`).waitFor();
const read = (page, look) => page.evaluate(look);
const seats = (page, n) => page.locator('.lobby .players li').nth(n - 1).waitFor();

/** Opens a private room and joins it with others, by its link. */
async function openRoom(t, others, contexts = []) {
  const host = await visit(t);
  await click(host, 'Open a private room');
  const link = await host.getByLabel('Link to this room').inputValue();
  const guests = [];
  for (let n = 0; n < others; n++) guests.push(await visit(t, { hash: new URL(link).hash, ...contexts[n] }));
  await Promise.all([host, ...guests].map(page => seats(page, others + 1)));
  return [host, ...guests];
}

async function startGame(pages) {
  await click(pages[0], 'Start');
  await Promise.all(pages.map(page => phase(page, 'playing')));
}

test('practice: one click to a game with nine bots, on to its results, and once more', options, async t => {
  const page = await visit(t, { settings: { voting_seconds: 8, finished_seconds: 5 } });
  await click(page, 'Practise against bots');
  await phase(page, 'playing');
  assert.equal(await read(page, () => window.sagishi.match.state.players.filter(({ bot }) => bot).length), 9);
  const over = page.locator('.over h2');
  const end = Date.now() + 240_000;
  while (!await over.isVisible() && Date.now() < end) {
    const skip = page.getByRole('button', { name: 'Skip the vote' });
    await skip.or(over).first().waitFor({ timeout: 240_000 });
    if (await skip.isVisible()) await skip.click().catch(() => {}); // the vote may be over by now
    await page.locator('.match:not([data-phase="voting"])').waitFor();
  }
  assert.match(await over.textContent(), /wins?$/);
  await page.locator('.over table').waitFor();
  assert.match(await page.locator('.results').textContent(), /does not count/);

  await page.locator('.match[data-phase="lobby"]').waitFor();
  await click(page, 'Start');
  await phase(page, 'playing');
});

test('two browsers meet in one lobby: link, chat, settings and start', options, async t => {
  const pages = await openRoom(t, 2, [{}, { viewport: { width: 500, height: 700 } }]);
  const [host, guest] = pages;
  await guest.getByRole('textbox', { name: 'Message' }).fill('I am no imposter');
  await click(guest, 'Send');
  await host.locator('.lines', { hasText: 'I am no imposter' }).waitFor();

  await host.getByText('Settings', { exact: true }).click();
  await host.getByLabel('visibility').selectOption('fog');
  await click(host, 'Save settings');
  await guest.getByText('Settings', { exact: true }).click();
  await guest.waitForFunction(() => document.querySelector('#setting-visibility').value === 'fog');

  await click(host, `Remove ${await read(guest, () => window.sagishi.api.session.username)}`);
  await guest.getByText('you were kicked').waitFor();
  await guest.getByRole('button', { name: 'Practise against bots' }).waitFor();
  await seats(host, 2);
  const another = await visit(t, { hash: new URL(await host.getByLabel('Link to this room').inputValue()).hash });
  pages[1] = another;
  await seats(host, 3);

  await startGame(pages);
  const roles = await Promise.all(pages.map(page => page.locator('.role').textContent()));
  assert.equal(roles.filter(role => role === 'Imposter').length, 1, roles.join());
});

test('a player walks by the keyboard, and others see it', options, async t => {
  const [host, guest] = await openRoom(t, 1);
  const spot = await read(host, () => ({ ...window.sagishi.match.movement.walker.at }));
  await host.locator('canvas.map').focus();
  await host.keyboard.down('KeyD');
  await host.waitForFunction(x => window.sagishi.match.movement.walker.at.x > x + 5, spot.x);
  await host.keyboard.up('KeyD');
  // The server began and stopped a little later or earlier than the prediction did.
  await guest.waitForFunction(x => window.sagishi.match.state.players[0].x > x + 2, spot.x);
});

test('a player whose connection drops in a vote comes back and votes', options, async t => {
  const pages = await openRoom(t, 2);
  const [host, guest, third] = pages;
  await startGame(pages);
  await host.getByRole('button', { name: /^Emergency meeting/ }).click();
  await Promise.all(pages.map(page => phase(page, 'voting')));
  await guest.getByRole('button', { name: 'Developer', exact: true }).click();
  await click(guest, 'Drop the connection');
  await guest.locator('.status.off').waitFor({ state: 'attached' });
  await guest.locator('.status:not(.off)').waitFor({ state: 'attached' });
  await click(guest, 'Close');
  await guest.locator('.match[data-phase="voting"]').waitFor();
  await click(host, 'Skip the vote');
  await guest.getByText('has voted').waitFor();

  await third.reload();
  await phase(third, 'voting');
  await click(third, 'Skip the vote');
  await click(guest, 'Skip the vote');
  await Promise.all(pages.map(page => page.getByText('Most skipped: nobody was ejected.').waitFor()));
  await Promise.all(pages.map(page => phase(page, 'playing')));
});

test('a hat is bought and worn', options, async t => {
  const page = await visit(t, { hash: '#/shop' });
  await page.getByText('200 coins').waitFor();
  await click(page, 'Buy Cowboy Hat');
  await page.getByText('Your wallet: 100 coins').waitFor();
  await click(page, 'Wear Cowboy Hat');
  await page.getByText('Cowboy Hat (worn)').waitFor();
  await page.goto(`${address}#/profile`);
  await page.getByText('Hat: cowboy').waitFor();
});

test('a phone: nothing is wider than the screen, and a finger walks', options, async t => {
  const phone = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true };
  const page = await visit(t, phone);
  for (const screen of ['play', 'shop', 'profile', 'friends', 'messages', 'groups', 'boards', 'inbox']) {
    await page.goto(`${address}#/${screen}`);
    await page.locator('main h1').waitFor();
    const wide = await read(page, () => document.documentElement.scrollWidth - window.innerWidth);
    assert.ok(wide <= 0, `${screen} is ${wide} pixels too wide`);
  }
  const [, guest] = await openRoom(t, 1, [phone]);
  const z = await read(guest, () => window.sagishi.match.movement.walker.at.z);
  const touch = await guest.context().newCDPSession(guest);
  await touch.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [{ x: 180, y: 60 }] });
  await guest.waitForFunction(before => window.sagishi.match.movement.walker.at.z < before - 2, z);
  await touch.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
});

test('friends, messages, groups and the tournament', options, async t => {
  const [ann, bob] = [await visit(t, { hash: '#/friends' }), await visit(t, { hash: '#/friends' })];
  const [annName, bobName] = await Promise.all([ann, bob].map(page => read(page, () => window.sagishi.api.session.username)));
  await ann.getByLabel('Add by username').fill(bobName);
  await click(ann, 'Add');
  await ann.getByText('you asked').waitFor();
  await bob.reload();
  await click(bob, `Accept ${annName}`);
  await click(bob, `Message ${annName}`);
  await bob.getByRole('textbox', { name: 'Message' }).fill('shall we play?');
  await click(bob, 'Send');
  await ann.goto(`${address}#/messages/${bobName}`);
  await ann.locator('.lines', { hasText: 'shall we play?' }).waitFor();

  await ann.goto(`${address}#/groups`);
  const create = ann.locator('section', { hasText: 'New group' });
  await create.getByLabel('Name').fill(`Imposters of ${annName}`);
  await create.getByRole('button', { name: 'New group' }).click();
  await ann.getByLabel('Interests').fill('bluffing, cats');
  await ann.locator('section', { hasText: 'Interests' }).getByRole('button', { name: 'Save' }).click();
  await ann.getByText('Saved.').waitFor();

  await ann.goto(`${address}#/boards`);
  await ann.getByLabel('Board').selectOption('weekly_top_detective');
  await click(ann, 'Join the tournament');
  await ann.getByRole('cell', { name: annName }).waitFor();
});

test('fifteen players in fog are drawn within a frame', options, async t => {
  const page = await visit(t);
  const median = await page.evaluate(async () => {
    const [{ Scene }, { Movement }, { nothing }] = await Promise.all(['draw/scene', 'match/movement', 'match/state'].map(name => import(new URL(`${name}.mjs`, location.href))));
    const canvas = document.createElement('canvas');
    canvas.className = 'map';
    document.querySelector('main').replaceChildren(canvas);
    Object.assign(canvas.style, { width: '1200px', height: '700px' });
    const walls = Array.from({ length: 15 }, (_, n) => ({ x1: 6 * n - 40, z1: -10, x2: 6 * n - 40, z2: 10 - n }));
    const players = Array.from({ length: 15 }, (_, index) => ({ index, user_id: `p${index}`, username: `player${index}`, alive: true, connected: true, x: index - 7, y: 0, z: index % 4 }));
    const state = {
      ...nothing, matchID: 'm', phase: 'playing', you: 'p0', role: 'crew', players, walls, min: { x: -50, y: 0, z: -50 }, max: { x: 50, y: 0, z: 50 },
      settings: { crew_sight: 12, max_speed: 8, visibility: 'fog' }, tasks: Array.from({ length: 10 }, (_, n) => ({ id: `t${n}`, x: 3 * n, y: 0, z: -n, done: false })),
    };
    const [scene, movement] = [new Scene(canvas), new Movement()];
    movement.receive(state, { op: 100, body: {}, now: 0 });
    const times = [];
    for (let frame = 0; frame < 200; frame++) {
      await new Promise(requestAnimationFrame);
      const began = performance.now();
      movement.advance(frame * 16, true);
      scene.draw(state, movement.spots(frame * 16));
      times.push(performance.now() - began);
    }
    return times.sort((a, b) => a - b)[100];
  });
  t.diagnostic(`script time of a frame: ${median.toFixed(2)} ms`);
  assert.ok(median < 8, `${median} ms`); // half of a frame at 60 a second
});

test('only the files of the page are served', options, async () => {
  const get = path => fetch(`${address.slice(0, -1)}${path}`, { redirect: 'manual' });
  assert.equal((await get('')).status, 308);
  for (const path of ['/..%2fgo.mod', '/%5c..%5cgo.mod', '/nothing', '/net/', '/match/types.d.mts', '/v2/account']) {
    assert.ok([301, 404].includes((await get(path)).status), path); // Nakama's router cleans paths by redirects
  }
});
