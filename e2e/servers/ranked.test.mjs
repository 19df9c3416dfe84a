// What counts with the default settings of ranked games.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { closeAfter, loginAll } from '../lib/player.mjs';
import { createLobby, holdMeeting, lifetime, startGame } from '../lib/game.mjs';
import { op } from '../lib/protocol.mjs';
import { startServer } from '../lib/server.mjs';

let server;
before(async () => { server = await startServer({ name: 'ranked' }); });
after(() => server.destroy());

test('a game of a few seconds does not count, and its players are told why', async t => {
  const seats = await createLobby(closeAfter(t, await loginAll(4, { server })));
  const { imposters: [imposter], crew } = await startGame(seats);
  await holdMeeting(seats, crew[0], seat => seat === imposter ? { skip: true } : { target: imposter.userID });
  for (const seat of seats) {
    const { counted, why } = await seat.waitFor(op.results);
    assert.equal(counted, false);
    assert.match(why, /./);
    assert.equal(await lifetime(seat.player), undefined);
  }
});
