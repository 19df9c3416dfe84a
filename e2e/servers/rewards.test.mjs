// The tournament's week, here a minute long, is played and paid once.
import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, test } from 'node:test';
import { closeAfter, login, loginAll } from '../lib/player.mjs';
import { serverRPC } from '../lib/raw.mjs';
import { startServer } from '../lib/server.mjs';
import { ending, endOfWeek, tournament, winners } from '../lib/week.mjs';

const won = 100;
const prize = 1000; // of the first rank, which equals share
const week = 75_000; // at most a minute, and the time to settle

function checkReward({ code, subject, content, persistent }) {
  assert.equal(code, won);
  assert.match(subject, /won/i);
  assert.equal(persistent, true);
  assert.equal(content.tournament_id, tournament);
  assert.match(content.title, /./);
  assert.deepEqual([content.rank, content.score, content.reward], [1, 1, { coins: prize }]);
  assert.ok(Number.isInteger(content.period_end) && Math.abs(content.period_end - Date.now() / 1000) < 130);
}

const rewards = async player =>
  (await player.client.listNotifications(player.session, 100)).notifications?.filter(({ code }) => code === won) ?? [];

describe('the tournament\'s week', { concurrency: 2 }, () => {
  test('pays its winners after its end', { timeout: 200_000 }, async t => {
    const server = await startServer({ name: 'rewards', env: ending(40) });
    t.after(server.destroy);
    const players = closeAfter(t, await loginAll(5, { server }));
    const before = new Map();
    for (const player of players) before.set(player, (await player.account()).coins);
    const { joined, others } = await winners(players);
    for (const player of joined) checkReward(await player.waitFor('notification', ({ code }) => code === won, week));
    for (const player of joined) assert.equal((await player.account()).coins, before.get(player) + prize);
    for (const player of others) {
      assert.equal((await player.account()).coins, before.get(player));
      assert.deepEqual(await rewards(player), []);
    }
    const again = await serverRPC('admin_pay_rewards', { tournament_id: tournament }, server);
    assert.deepEqual([again.status, again.body.paid, again.body.coins], [200, 0, 0], JSON.stringify(again.body));
    for (const player of joined) {
      assert.equal((await rewards(player)).length, 1);
      assert.equal((await player.account()).coins, before.get(player) + prize);
    }
  });

  test('is paid after a restart if it ended while the server was down', { timeout: 200_000 }, async t => {
    const env = ending(40);
    let server = await startServer({ name: 'missed', env });
    t.after(() => server.destroy());
    const players = closeAfter(t, await loginAll(5, { server }));
    const { coins } = await players[0].account();
    const { joined } = await winners(players);
    const end = await endOfWeek(joined[0]);
    await server.stop();
    await delay(end - Date.now() + 1000);

    server = await startServer({ name: 'missed', env });
    const back = closeAfter(t, await Promise.all(joined.map(({ device }) => login({ server, device }))));
    for (const player of back) {
      // It was paid before the player was back, or the socket brings the notice.
      const [stored] = await rewards(player);
      const reward = stored ?? await player.waitFor('notification', ({ code }) => code === won, week);
      checkReward(reward);
      assert.equal((await rewards(player)).length, 1);
      assert.equal((await player.account()).coins, coins + prize);
    }
  });
});
