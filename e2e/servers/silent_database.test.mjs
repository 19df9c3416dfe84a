// The database falls silent, and a game and the tournament's week end meanwhile.
import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import { test } from 'node:test';
import { createLobby, holdMeeting, startGame } from '../lib/game.mjs';
import { closeAfter, loginAll } from '../lib/player.mjs';
import { op } from '../lib/protocol.mjs';
import { codes, refused } from '../lib/refusal.mjs';
import { startServer } from '../lib/server.mjs';
import { startSilentProxy } from '../lib/silent_proxy.mjs';
import { state } from '../lib/state.mjs';
import { ending, endOfWeek, winners } from '../lib/week.mjs';

const won = 100;
const prize = 1000; // of the first rank, which equals share
const answerLimit = 10_000;

// The database of this run, behind a proxy that can go silent.
async function silentDatabase(t) {
  const given = state();
  const [, login, host, port] = given.database.match(/^(.*)@(.*):(\d+)\//);
  const proxy = await startSilentProxy(t, { host, port: Number(port) });
  return { proxy, given: { ...given, database: `${login}@127.0.0.1:${proxy.port}/{name}` } };
}

const until = time => delay(Math.max(0, time - Date.now()));

const rewards = async player =>
  (await player.client.listNotifications(player.session, 100)).notifications.filter(({ code }) => code === won);

async function wins([{ client, session }, ...others]) {
  const users = [session.user_id, ...others.map(({ userID }) => userID)];
  const { owner_records: records } = await client.listLeaderboardRecords(session, 'weekly_crew_wins', users);
  return records.map(({ score }) => Number(score));
}

const skip = state().mode !== 'local' && 'the database is not on this machine';

test('a game and a week that end while the database is silent count afterwards', { skip, timeout: 300_000 }, async t => {
  const { proxy, given } = await silentDatabase(t);
  const server = await startServer({ name: 'silent', env: ending(50) }, given);
  t.after(server.destroy);
  const players = closeAfter(t, await loginAll(5, { server }));
  const before = new Map();
  for (const player of players) before.set(player, (await player.account()).coins);
  const { joined, others } = await winners(players);
  const end = await endOfWeek(joined[0]);
  const seats = await createLobby(players);
  const { imposters: [imposter], crew } = await startGame(seats);
  await until(end - 5000);

  proxy.silence();
  const silentSince = Date.now();
  const answered = Promise.all(['get_catalog', 'find_match', 'create_match'].map(async id => {
    await refused(players[0].client.rpc(players[0].session, id, {}), codes.unavailable);
    assert.ok(Date.now() - silentSince < answerLimit, `${id}: after ${Date.now() - silentSince} ms`);
  }));
  await holdMeeting(seats, crew[0], seat => seat === imposter ? { skip: true } : { target: imposter.userID });
  await Promise.all(seats.map(seat => seat.waitFor(op.gameOver)));
  await answered;
  await until(end + 6000);
  proxy.speak();
  const spokeAt = Date.now();

  for (const seat of seats) assert.equal((await seat.waitFor(op.results)).counted, true);
  for (const player of joined) await player.waitFor('notification', ({ code }) => code === won);
  t.diagnostic(`counted, paid and told ${Date.now() - spokeAt} ms after the silence`);
  for (const player of joined) {
    assert.equal((await player.account()).coins, before.get(player) + prize);
    assert.equal((await rewards(player)).length, 1);
  }
  for (const player of others) assert.equal((await player.account()).coins, before.get(player));
  // The game before the silence counts in the week that ended, the other in the next.
  const scores = await wins(players);
  assert.deepEqual(scores.sort(), [1, 1, 1, 1]);
});
