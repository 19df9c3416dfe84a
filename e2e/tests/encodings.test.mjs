// The same game in JSON and in binary, each position alone, one snapshot a tick,
// plain or packed, or courses; and no message reveals a secret.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { closeAfter, login, loginAll } from '../lib/player.mjs';
import { createLobby, holdMeeting, kill, matchBytes, startGame } from '../lib/game.mjs';
import { op } from '../lib/protocol.mjs';

const mixed = [
  {}, { encoding: 'protobuf' }, { positions: 'snapshot' }, { encoding: 'protobuf', positions: 'snapshot' },
  { positions: 'packed' }, { encoding: 'protobuf', positions: 'packed' },
  { positions: 'course' }, { encoding: 'protobuf', positions: 'course' },
];

test('players of every encoding see each other move, meet and win', async t => {
  const seats = await createLobby(closeAfter(t, await loginAll(mixed.length)), { metadata: n => mixed[n], request: { settings: { imposters: 1 } } });
  const index = new Map(seats.at(-1).state.players.map(({ user_id, index }) => [user_id, index]));
  for (const [n, seat] of seats.entries()) {
    await seat.send(op.position, { x: 10 + n, y: 0.5, z: -3.25 });
    for (const other of seats.filter(other => other !== seat)) await sees(other, seat, { x: 10 + n, y: 0.5, z: -3.25 });
  }

  async function sees(watcher, mover, place) {
    const close = at => Object.keys(place).every(axis => Math.abs(at[axis] - place[axis]) < 0.001);
    if (!mixed[seats.indexOf(watcher)].positions) return watcher.waitFor(op.position, (at, sender) => sender === mover.userID && close(at));
    return watcher.waitFor(op.snapshot, ({ positions, courses }) =>
      (positions ?? courses).some(at => at.index === index.get(mover.userID) && close(at)));
  }

  const { imposters: [imposter], crew } = await startGame(seats);
  const tally = await holdMeeting(seats, crew[0], seat => seat === imposter ? { skip: true } : { target: imposter.userID });
  assert.deepEqual([tally.ejected, tally.reason, tally.role], [imposter.userID, 'majority', 'imposter']);
  for (const seat of seats) {
    assert.equal((await seat.waitFor(op.gameOver)).winner, 'crew');
    assert.equal((await seat.waitFor(op.results)).counted, true);
  }
});

test('a protobuf client that sends JSON gets code malformed', async t => {
  const [player] = closeAfter(t, [await login()]);
  const [seat] = await createLobby([player], { metadata: () => ({ encoding: 'protobuf' }) });
  await player.socket.sendMatchState(seat.matchID, op.kick, '{"target":"x"}');
  assert.equal((await seat.waitFor(op.rejected)).code, 'malformed');
});

// The secrets in a payload, in whatever encoding.
async function secrets({ code, bytes }, codec) {
  const payload = bytes.length ? await codec.decode(code, bytes) : {};
  const found = [];
  if ([op.gameOver, op.tally].includes(code)) return found;
  if (payload.role === 'imposter') found.push('a role');
  if (payload.imposters?.length) found.push('the imposters');
  if (payload.vents?.length) found.push('the vents');
  if (code === op.vote && payload.target) found.push('a vote');
  return found;
}

test('no message to a crew member reveals the imposter', async t => {
  const players = closeAfter(t, await loginAll(6));
  const seats = await createLobby(players, { metadata: n => mixed[n % mixed.length], request: { mode: 'sabotage', settings: { confirm_ejects: false, tasks_per_player: 2 } } });
  const { imposters: [imposter], crew } = await startGame(seats);
  await imposter.send(op.sabotage, { system: 'lights' });
  await kill(imposter, crew[0]);
  await crew[1].send(op.report, { body: crew[0].userID });
  await Promise.all(seats.map(seat => seat.phase('voting')));
  for (const seat of seats.filter(seat => seat !== crew[0])) await seat.send(op.vote, seat === imposter ? { skip: true } : { target: crew[2].userID });
  const tally = await crew[1].waitFor(op.tally);
  assert.equal(tally.role ?? '', '', 'the role of the ejected is not confirmed');
  await crew[1].phase('playing');
  await crew[1].send(op.resync);
  await crew[1].waitFor(op.state);

  for (const seat of crew) {
    const messages = matchBytes(seat.player);
    assert.ok(messages.length > 5);
    for (const message of messages) {
      assert.deepEqual(await secrets(message, seat.codec), [], `op ${message.code} to ${seat.userID}`);
    }
  }
  const { matches } = await crew[1].player.client.listMatches(crew[1].player.session, 100, true);
  assert.doesNotMatch(JSON.stringify(matches), new RegExp(imposter.userID));
});
