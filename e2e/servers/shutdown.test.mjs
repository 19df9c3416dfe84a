// A server that shuts down while games run, and starts again.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { closeAfter, login, loginAll } from '../lib/player.mjs';
import { createLobby, holdMeeting, startGame } from '../lib/game.mjs';
import { op } from '../lib/protocol.mjs';
import { everyGameCounts, pluginErrors, startServer } from '../lib/server.mjs';

test('players are told of a shutdown, and finished games are kept', { timeout: 120_000 }, async t => {
  let server = await startServer({ name: 'shutdown', env: everyGameCounts, flags: ['--shutdown_grace_sec', '5'] });
  t.after(() => server.destroy());
  const done = closeAfter(t, await loginAll(4, { server }));
  const table = await createLobby(done);
  const { imposters: [imposter], crew } = await startGame(table);
  await holdMeeting(table, crew[0], seat => seat === imposter ? { skip: true } : { target: imposter.userID });
  await Promise.all(table.map(seat => seat.waitFor(op.gameOver)));

  const playing = closeAfter(t, await loginAll(4, { server }));
  const seats = await createLobby(playing);
  await startGame(seats);
  const stopped = server.stop();
  for (const seat of seats) assert.equal((await seat.waitFor(op.rejected)).code, 'shutdown');
  await stopped;
  assert.deepEqual(pluginErrors(await server.log()), []);

  server = await startServer({ name: 'shutdown' });
  const winner = await login({ server, device: crew[0].player.device });
  closeAfter(t, [winner]);
  const list = await winner.client.listLeaderboardRecords(winner.session, 'weekly_crew_wins', [winner.userID]);
  assert.equal(list.owner_records[0].score, 1);
});
