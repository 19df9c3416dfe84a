// The page for browsers, in a real one: practice, shop, phones, friends, speed.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { coveredControls, drawnNames, overlaps } from '../lib/layout.mjs';
import { Playground, click, options, phase, read } from '../lib/playground.mjs';

const playground = new Playground('page');
const longestGame = 600_000; // milliseconds: most take one minute, few take four

test('practice: one click to a game with nine bots, on to its results, and once more', options, async t => {
  const page = await playground.visit(t, { settings: { chat_always: true, start_countdown_seconds: 5, voting_seconds: 12, finished_seconds: 10 } });
  await click(page, 'Practise against bots');
  await phase(page, 'starting');
  const names = await drawnNames(page);
  assert.equal(names.length, 10);
  assert.deepEqual(overlaps(names), []);
  await phase(page, 'playing');
  assert.equal(await read(page, () => window.sagishi.match.state.players.filter(({ bot }) => bot).length), 9);
  await read(page, () => { // as much as the panels may have to show, whatever the role
    const { match } = window.sagishi;
    match.lines = Array.from({ length: 20 }, (_, n) => ({ from: 'somebody', text: `line ${n}`, ghost: false }));
    match.state = { ...match.state, tasks: Array.from({ length: 10 }, (_, n) => ({ id: `task_${n}`, x: 40, y: 0, z: 40, done: false })) };
  });
  await page.locator('.lines', { hasText: 'line 19' }).waitFor();
  assert.deepEqual(await coveredControls(page), []);
  const over = page.locator('.over h2');
  const end = Date.now() + longestGame;
  while (!await over.isVisible() && Date.now() < end) {
    const skip = page.getByRole('button', { name: 'Skip the vote' });
    await skip.or(over).first().waitFor({ timeout: longestGame });
    if (!await skip.isVisible()) continue;
    assert.deepEqual(await coveredControls(page), []);
    await skip.click({ timeout: 2000 }).catch(() => {}); // the vote may be over by now
    await page.locator('.match:not([data-phase="voting"])').waitFor();
  }
  assert.match(await over.textContent(), /wins?$/);
  await page.locator('.over table').waitFor();
  await page.locator('.results').filter({ hasText: 'does not count' }).waitFor();
  assert.deepEqual(await coveredControls(page), []);

  await page.locator('.match[data-phase="lobby"]').waitFor();
  assert.deepEqual(await coveredControls(page), []);
  await click(page, 'Start');
  await phase(page, 'playing');
});

test('a hat is bought and worn', options, async t => {
  const page = await playground.visit(t, { hash: '#/shop' });
  await page.getByText('200 coins').waitFor();
  await click(page, 'Buy Cowboy Hat');
  await page.getByText('Your wallet: 100 coins').waitFor();
  await click(page, 'Wear Cowboy Hat');
  await page.getByText('Cowboy Hat (worn)').waitFor();
  await page.goto(`${playground.address}#/profile`);
  await page.getByText('Hat: cowboy').waitFor();
});

test('a phone: nothing is wider than the screen, and a finger walks', options, async t => {
  const phone = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true };
  const page = await playground.visit(t, phone);
  for (const screen of ['play', 'shop', 'profile', 'friends', 'messages', 'groups', 'boards', 'inbox']) {
    await page.goto(`${playground.address}#/${screen}`);
    await page.locator(`nav a[aria-current="page"][href="#/${screen}"]`).waitFor({ state: 'attached' });
    await page.locator('main', { hasText: 'Loading …' }).waitFor({ state: 'detached' });
    const wide = await read(page, () => document.documentElement.scrollWidth - window.innerWidth);
    assert.ok(wide <= 0, `${screen} is ${wide} pixels too wide`);
  }
  const [, guest] = await playground.openRoom(t, 1, { contexts: [phone] });
  const z = await read(guest, () => window.sagishi.match.movement.walker.at.z);
  const touch = await guest.context().newCDPSession(guest);
  await touch.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [{ x: 180, y: 60 }] });
  await guest.waitForFunction(before => window.sagishi.match.movement.walker.at.z < before - 2, z);
  await touch.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
});

test('friends, messages, groups and the tournament', options, async t => {
  const [ann, bob] = [await playground.visit(t, { hash: '#/friends' }), await playground.visit(t, { hash: '#/friends' })];
  const [annName, bobName] = await Promise.all([ann, bob].map(page => read(page, () => window.sagishi.api.session.username)));
  await ann.getByLabel('Add by username').fill(bobName);
  await click(ann, 'Add');
  await ann.getByText('you asked').waitFor();
  await bob.reload();
  await click(bob, `Accept ${annName}`);
  await click(bob, `Message ${annName}`);
  await bob.getByRole('textbox', { name: 'Message' }).fill('shall we play?');
  await click(bob, 'Send');
  await ann.goto(`${playground.address}#/messages/${bobName}`);
  await ann.locator('.lines', { hasText: 'shall we play?' }).waitFor();

  await ann.goto(`${playground.address}#/groups`);
  const create = ann.locator('section', { hasText: 'New group' });
  await create.getByLabel('Name').fill(`Imposters of ${annName}`);
  await create.getByRole('button', { name: 'New group' }).click();
  await ann.getByLabel('Interests').fill('bluffing, cats');
  await ann.locator('section', { hasText: 'Interests' }).getByRole('button', { name: 'Save' }).click();
  await ann.getByText('Saved.').waitFor();

  await ann.goto(`${playground.address}#/boards`);
  await ann.getByLabel('Board').selectOption('weekly_top_detective');
  await click(ann, 'Join the tournament');
  await ann.getByRole('cell', { name: annName }).waitFor();
});

test('fifteen players in fog are drawn within a frame', options, async t => {
  const page = await playground.visit(t);
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
    movement.receive(state, { op: 100, body: { players }, now: 0 });
    const times = [];
    for (let frame = 0; frame < 200; frame++) {
      await new Promise(requestAnimationFrame);
      const began = performance.now();
      if (frame % 6 === 0) { // all turn in each tick
        const courses = players.map(({ index, x, y, z }) => ({ index, x, y, z, dx: Math.sin(frame + index), dz: Math.cos(frame + index) }));
        movement.receive(state, { op: 103, body: { tick: frame / 6 + 1, courses, hidden: [] }, now: frame * 16 });
      }
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
  const get = path => fetch(`${playground.address.slice(0, -1)}${path}`, { redirect: 'manual' });
  assert.equal((await get('')).status, 308);
  for (const path of ['/..%2fgo.mod', '/%5c..%5cgo.mod', '/nothing', '/net/', '/match/types.d.mts', '/v2/account']) {
    assert.ok([301, 404].includes((await get(path)).status), path); // Nakama's router cleans paths by redirects
  }
});
