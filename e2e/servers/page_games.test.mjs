// Games that several browsers play on the page.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { eventually } from '../lib/eventually.mjs';
import { Playground, click, linkOf, options, phase, read, roleOf, seats, spot, startGame, walkNear } from '../lib/playground.mjs';

const playground = new Playground('games');

test('two browsers meet in one lobby: link, chat, settings and start', options, async t => {
  const pages = await playground.openRoom(t, 2, { contexts: [{}, { viewport: { width: 500, height: 700 } }] });
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
  const another = await playground.visit(t, { hash: await linkOf(host) });
  pages[1] = another;
  await seats(host, 3);

  await startGame(pages);
  const roles = await Promise.all(pages.map(roleOf));
  assert.equal(roles.filter(role => role === 'Imposter').length, 1, roles.join());
});

test('a public lobby is listed, a search finds it, and bots take seats', options, async t => {
  const [host, guest, seeker] = [await playground.visit(t), await playground.visit(t), await playground.visit(t)];
  await click(host, 'Open a public lobby');
  await seats(host, 1);
  await eventually(async () => {
    await click(guest, 'Refresh');
    return guest.getByRole('cell', { name: '1/10' }).isVisible();
  });
  await guest.getByRole('row', { name: '1/10' }).getByRole('button', { name: 'Join' }).click();
  await seats(host, 2);
  await click(seeker, 'Find a public game');
  await seats(host, 3);

  await host.getByLabel('Bots').selectOption('4');
  await click(host, 'Set bots');
  await seats(guest, 7);
  await click(guest, 'Leave the match');
  await guest.getByRole('button', { name: 'Practise against bots' }).waitFor();
  await seats(host, 6);
});

test('a player walks by the keyboard, and others see it', options, async t => {
  const [host, guest] = await playground.openRoom(t, 1);
  const { x } = await spot(host);
  await host.locator('canvas.map').focus();
  await host.keyboard.down('KeyD');
  await host.waitForFunction(before => window.sagishi.match.movement.walker.at.x > before + 5, x);
  await host.keyboard.up('KeyD');
  // The server began and stopped a little later or earlier than the prediction did.
  await guest.waitForFunction(before => window.sagishi.match.state.players[0].x > before + 2, x);
  const courses = await read(guest, () => window.sagishi.wire.entries.filter(({ op }) => op === 103).map(({ body }) => body.courses));
  assert.ok(courses.flat().some(({ index, dx }) => index === 0 && dx === 1), 'the drawer shows courses, decoded');
});

// Where a page draws the player of an index; undefined = nowhere.
const drawn = (page, index) => page.evaluate(n => window.sagishi.match.movement.spots(performance.now()).get(n), index);

test('in fog a player is drawn only while in sight, and where the player stands', options, async t => {
  const pages = await playground.openRoom(t, 2, { settings: { visibility: 'fog', crew_sight: 10, imposter_sight: 10, kill_cooldown_seconds: 120, max_speed: 15 } });
  const [watcher, walker] = pages;
  await startGame(pages);
  const index = await read(walker, () => window.sagishi.match.movement.ownIndex);
  assert.ok(await eventually(() => drawn(watcher, index)), 'all begin around the button');
  await walker.locator('canvas.map').focus();
  await walker.keyboard.down('KeyD');
  assert.ok(await eventually(async () => !await drawn(watcher, index)), 'is still drawn');
  await walker.keyboard.up('KeyD');
  assert.equal(await watcher.evaluate(n => window.sagishi.match.state.players[n].x, index), undefined);
  await walker.keyboard.down('KeyA');
  assert.ok(await eventually(() => drawn(watcher, index)), 'is not drawn again');
  await walker.keyboard.up('KeyA');
  let off;
  await eventually(async () => { // at once, or after a second of standing
    const [here, there] = [await spot(walker), await drawn(watcher, index)];
    off = there && Math.hypot(here.x - there.x, here.z - there.z);
    return off < 0.06;
  });
  assert.ok(off < 0.06, `drawn ${off} units beside the player`);
});

// The status that the page shows when it next loses the connection, once it is back: that
// may take half a second only.
const statusWhenOffline = page => read(page, () => new Promise(resolve => {
  const { connection } = window.sagishi;
  connection.on('offline', () => {
    const { textContent } = document.querySelector('.status.off') ?? {};
    connection.on('online', () => resolve(textContent));
  });
}));

test('a player whose connection drops in a vote comes back and votes', options, async t => {
  const pages = await playground.openRoom(t, 2);
  const [host, guest, third] = pages;
  await startGame(pages);
  await host.getByRole('button', { name: /^Emergency meeting/ }).click();
  await Promise.all(pages.map(page => phase(page, 'voting')));
  await guest.getByRole('button', { name: 'Developer', exact: true }).click();
  const shownOffline = statusWhenOffline(guest);
  await click(guest, 'Drop the connection');
  assert.equal(await shownOffline, 'Connecting …');
  await guest.locator('.status', { hasText: 'Connected' }).waitFor({ state: 'attached' });
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

test('a whole game by hand: task, sabotage, repair, kill, report, vote, results', options, async t => {
  const far = { kill_distance: 20, report_distance: 50, task_distance: 20, crew_sight: 200, imposter_sight: 200, solid_walls: false, kill_cooldown_seconds: 1, tasks_per_player: 10, max_speed: 12 };
  const pages = await playground.openRoom(t, 3, { settings: { ...far, min_players: 4 } });
  await startGame(pages);
  const isImposter = await Promise.all(pages.map(async page => await roleOf(page) === 'Imposter'));
  const imposter = pages[isImposter.indexOf(true)];
  const crew = pages.filter(page => page !== imposter);

  const task = await read(crew[0], () => window.sagishi.match.state.tasks[0]);
  await walkNear(crew[0], task, 15);
  await crew[0].locator('.action.task').first().click();
  await crew[0].locator('.tasks', { hasText: '(done)' }).waitFor();

  await click(imposter, 'Sabotage the lights');
  await crew[1].locator('.alarm', { hasText: 'the lights' }).waitFor();
  const panel = await read(crew[1], () => window.sagishi.match.state.panels.find(({ system }) => system === 'lights'));
  await walkNear(crew[1], panel, 15);
  await click(crew[1], 'Repair the lights [E]');
  await crew[1].locator('.alarm').waitFor({ state: 'detached' });

  const nearest = imposter.locator('.action.kill:not([disabled])');
  await nearest.click();
  const dead = await Promise.any(crew.map(page => page.getByText('You were killed.').waitFor().then(() => page)));
  const [reporter, other] = crew.filter(page => page !== dead);
  await dead.getByRole('textbox', { name: 'Message' }).waitFor(); // the dead may talk
  await imposter.waitForFunction(() => window.sagishi.match.state.bodies.length > 0);
  const [body] = await read(imposter, () => window.sagishi.match.state.bodies);
  await walkNear(reporter, body, 3); // walls may hide it from afar
  await reporter.locator('.action.report').click();
  await other.getByText('found the body of').waitFor();
  await Promise.all(pages.map(page => phase(page, 'voting')));
  await dead.getByText('The dead do not vote.').waitFor();
  const liar = await read(imposter, () => window.sagishi.api.session.username);
  await Promise.all([reporter, other].map(page => click(page, `Vote for ${liar}`)));
  await click(imposter, 'Skip the vote');
  await Promise.all(pages.map(page => page.getByText(`${liar} was ejected, and was an imposter.`).waitFor()));
  await Promise.all(pages.map(page => page.getByRole('heading', { name: 'The crew wins' }).waitFor()));
  await pages[0].getByText('This game does not count').waitFor();
});
