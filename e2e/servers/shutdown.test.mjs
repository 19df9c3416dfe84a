// A server that goes down in the middle of games, and comes back.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { closing, login, loginAll } from '../lib/player.mjs';
import { deal, gather, meet } from '../lib/game.mjs';
import { op } from '../lib/protocol.mjs';
import { faults, startServer } from '../lib/server.mjs';

test('players are told of a shutdown, and what was decided is kept', { timeout: 120_000 }, async t => {
  let server = await startServer({ name: 'shutdown', flags: ['--shutdown_grace_sec', '5'] });
  t.after(() => server.destroy());
  const done = closing(t, await loginAll(4, { server }));
  const table = await gather(done);
  const { imposters: [imposter], crew } = await deal(table);
  await meet(table, crew[0], seat => seat === imposter ? { skip: true } : { target: imposter.userID });
  await Promise.all(table.map(seat => seat.take(op.gameOver)));

  const playing = closing(t, await loginAll(4, { server }));
  const seats = await gather(playing);
  await deal(seats);
  const stopped = server.stop();
  for (const seat of seats) assert.equal((await seat.take(op.rejected)).code, 'shutdown');
  await stopped;
  assert.deepEqual(faults(await server.log()), []);

  server = await startServer({ name: 'shutdown' });
  const winner = await login({ server, device: crew[0].player.device });
  closing(t, [winner]);
  const list = await winner.client.listLeaderboardRecords(winner.session, 'weekly_crew_wins', [winner.userID]);
  assert.equal(list.owner_records[0].score, 1);
});
