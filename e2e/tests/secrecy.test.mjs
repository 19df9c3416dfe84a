// A game of nine players and two imposters: every byte that a player was sent
// before the end is searched for secrets.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { closeAfter, loginAll } from '../lib/player.mjs';
import { createLobby, joinSeat, kill, startGame, walk } from '../lib/game.mjs';
import { holdsPlace, namesRole, occurrences, transcript } from '../lib/oracle.mjs';
import { op } from '../lib/protocol.mjs';

const mixed = [
  {}, { encoding: 'protobuf' }, { positions: 'snapshot' }, { encoding: 'protobuf', positions: 'snapshot' },
  { positions: 'packed' }, { encoding: 'protobuf', positions: 'packed' },
  { positions: 'course' }, { encoding: 'protobuf', positions: 'course' },
];
const way = n => mixed[n % mixed.length];

// Places where nobody is by chance, and that every encoding represents exactly. The
// way to each takes at most one other step, which is none of them.
const places = {
  far: { x: 44.125, y: 0, z: -44.375 }, // where one dies unseen
  killer: { x: 44.625, y: 0, z: -44.875 },
  ghost: { x: -17.625, y: 0, z: 21.875 }, // where a ghost walks
  corner: { x: -44.125, y: 0, z: -44.375 }, // where one dies with a witness
  witness: { x: -44.625, y: 0, z: -44.875 },
  second: { x: -45.125, y: 0, z: -44.375 }, // the killer there
  door: { x: 14.375, y: 0, z: 14.625 }, // from where one goes into a vent
};
const inVent = [{ x: 24, y: 0, z: 22 }, { x: 42, y: 0, z: 8 }]; // greenhouse and bridge
const ventNames = ['engine_room', 'reactor_room', 'antenna_deck', 'electrical', 'greenhouse', 'bridge', 'shields'];

const settings = {
  imposters: 2, crew_sight: 10, imposter_sight: 10, kill_distance: 2, report_distance: 4, task_distance: 20,
  anonymous_votes: true, confirm_ejects: false, tasks_per_player: 1, discussion_seconds: 1,
};

test('the search finds a position in every encoding', () => {
  const forms = {
    json: Buffer.from('{"x":44.125,"y":0,"z":-44.375}'),
    protobuf: Buffer.from('150080304225008031c2', 'hex'),
    'packed json': Buffer.from('{"tick":9,"positions":[1,10,0,20,2,44125,0,-44375],"hidden":[]}'),
    'course json': Buffer.from('{"tick":9,"courses":[{"index":2,"x":44.125,"y":0,"z":-44.375,"dx":0.6,"dz":0}],"hidden":[]}'),
    'course protobuf': Buffer.from('1211' + '0802' + '1500803042' + '25008031c2' + '2d9a99193f', 'hex'),
    'packed protobuf': Buffer.from('1208' + '04bab10500adb505', 'hex'),
  };
  for (const [form, bytes] of Object.entries(forms)) {
    assert.ok(holdsPlace(bytes, places.far), form);
    assert.ok(!holdsPlace(bytes, places.killer), form);
  }
});

for (const visibility of ['all', 'fog']) {
  test(`no byte reveals a secret: ${visibility}`, { timeout: 600_000 }, async t => {
    const cast = await assignParts(closeAfter(t, await loginAll(9)), visibility);
    await firstRound(cast);
    await meeting(cast);
    await secondRound(cast);

    let searched = 0;
    const transcripts = new Map();
    for (const seat of cast.seats) {
      const messages = await transcript(seat);
      transcripts.set(seat, messages);
      searched += search(cast, seat, messages);
    }
    checkThatSecretsAreFound(cast, transcripts);
    t.diagnostic(`${searched} bytes of match messages searched`);
  });
}

// Starts a game of two imposters and seven crew members, each with a part to play.
async function assignParts(players, visibility) {
  const seats = await createLobby(players, { metadata: way, request: { mode: 'sabotage', settings: { ...settings, visibility } } });
  const { imposters: [first, second], crew } = await startGame(seats);
  assert.equal(crew.length, 7);
  const [unseen, seen, witness, voted, returning, ...rest] = crew;
  return { visibility, seats, first, second, crew, unseen, seen, witness, voted, returning, rest };
}

async function firstRound({ seats, first, second, unseen, seen, witness, voted, returning }) {
  // A crew member is killed unseen, and walks on as a ghost.
  await walk(unseen, places.far);
  await walk(first, places.killer);
  await kill(first, unseen);
  await walk(unseen, places.ghost);
  // The second imposter enters a vent and goes on to another.
  await walk(second, places.door);
  for (const vent of ['greenhouse', 'bridge']) {
    await second.send(op.vent, { vent });
    await second.waitFor(op.position, ({ x }, sender) => !sender && (x === 24 || x === 42));
  }
  await first.send(op.sabotage, { system: 'lights' });
  // A crew member is killed in sight of another.
  await walk(seen, places.corner);
  await walk(witness, places.witness);
  await walk(first, places.second);
  await kill(first, seen);
  await witness.waitFor(op.death, ({ user_id }) => user_id === seen.userID);
  // A player reconnects; all ask for the state.
  await returning.player.cutConnection();
  await voted.waitFor(op.players, ({ event }) => event === 'disconnected');
  await returning.player.connect();
  const n = seats.indexOf(returning);
  Object.assign(returning, await joinSeat(returning.player, seats.matchID, way(n)), { role: returning.role });
  for (const seat of seats) await seat.send(op.resync);
  for (const seat of seats) await seat.waitFor(op.state); // before the tick of the report
}

async function meeting({ seats, first, second, unseen, seen, witness, voted }) {
  await witness.send(op.report, { body: seen.userID });
  await Promise.all(seats.map(seat => seat.phase('voting')));
  await unseen.expectRefusal(op.vote, { target: first.userID }, 'dead');
  const choice = seat => seat === voted || seat === second ? { skip: true } : { target: voted.userID };
  const voters = seats.filter(seat => ![unseen, seen].includes(seat));
  for (const seat of voters) await seat.send(op.vote, choice(seat));
  assert.equal((await witness.waitFor(op.tally)).ejected, voted.userID);
  await Promise.all(seats.map(seat => seat.phase('playing')));
}

// The living are two imposters and four of the crew: two more die at the button.
async function secondRound({ seats, first, rest }) {
  for (const victim of rest) {
    await walk(first, { x: 5.5, y: 0, z: 5.5 });
    await walk(victim, { x: 5.75, y: 0, z: 5.75 });
    await kill(first, victim);
  }
  const ends = await Promise.all(seats.map(seat => seat.waitFor(op.gameOver)));
  assert.deepEqual([ends[0].winner, ends[0].reason], ['imposters', 'parity']);
}

// Searches all that a player was sent. Returns how many bytes that were.
function search(cast, seat, messages) {
  const { crew, unseen, seen, witness, first } = cast;
  const knowers = new Map([[unseen, [unseen, first, seen]], [seen, [seen, witness, first, unseen]]]);
  const firstMeeting = messages.findIndex(({ code, payload }) => code === op.phase && payload.phase === 'discussion');
  assert.ok(messages.length > 20 && firstMeeting > 0);
  let searched = 0;
  for (const [at, message] of messages.entries()) {
    searched += message.bytes.length;
    const beforeMeeting = at < firstMeeting;
    const fail = secret => assert.fail(`${seat.role.role} was told ${secret} by op ${message.code}, `
      + `message ${at} of ${messages.length}: ${message.bytes.toString('latin1').slice(0, 600)}`);
    if (crew.includes(seat)) searchRoles(cast, message, fail);
    searchVotes(cast, message, fail);
    if (beforeMeeting) for (const victim of [unseen, seen]) if (!knowers.get(victim).includes(seat)) searchDeath(message, victim, fail);
    searchPlaces(cast, message, { seat, beforeMeeting, fail });
  }
  return searched;
}

// How often op 100 names each player: once in the list; the host, the recipient,
// the meeting's caller and body, known bodies and voters once more each.
function expectedIDs(seats, { host, you, caller, body, bodies = [], voted = [] }) {
  const named = [host, you, caller, body, ...bodies.map(({ user_id }) => user_id), ...voted];
  return seats.map(({ userID }) => 1 + named.filter(id => id === userID).length);
}

function searchRoles({ seats }, { code, bytes, payload }, fail) {
  if (namesRole(bytes)) fail('a role');
  if (ventNames.some(name => bytes.includes(name))) fail('a vent');
  if (payload.imposters?.length) fail('the imposters');
  const ids = seats.map(({ userID }) => occurrences(bytes, userID));
  if (code === op.role && ids.some(Boolean)) fail('a player with a role');
  if (code === op.state && payload.players.length === 9) assert.deepEqual(ids, expectedIDs(seats, payload), 'an id too many in op 100');
}

function searchVotes({ seats }, { code, bytes, payload }, fail) {
  if (code === op.vote && ![2, 13, 14].includes(bytes.length)) fail('more than that a player voted');
  if (code === op.vote && seats.some(({ userID }) => bytes.includes(userID))) fail('the target of a vote');
  if (code !== op.tally) return;
  const targets = payload.votes.map(({ target }) => target);
  for (const { userID } of seats) {
    const expected = targets.filter(target => target === userID).length + (payload.ejected === userID);
    if (occurrences(bytes, userID) !== expected) fail('a voter');
  }
}

function searchDeath({ code, bytes, payload }, victim, fail) {
  if (code === op.death && bytes.includes(victim.userID)) fail('a death not seen');
  if (payload.bodies?.some(({ user_id }) => user_id === victim.userID)) fail('a body not seen');
  const entry = payload.players?.find(({ user_id }) => user_id === victim.userID);
  if (entry && !entry.alive) fail('in a list, that a player is dead');
}

function searchPlaces(cast, { code, sender, bytes, payload }, { seat, beforeMeeting, fail }) {
  const { visibility, first, second, unseen, seen, witness, voted, rest } = cast;
  const may = (...others) => others.includes(seat);
  const holds = (...names) => names.some(name => holdsPlace(bytes, places[name]));
  if (!may(unseen, seen, voted, ...rest) && holds('ghost')) fail('the position of a ghost');
  const ownMap = code === op.state && payload.vents?.length > 0;
  if (!may(second) && !ownMap && inVent.some(place => holdsPlace(bytes, place))) fail('the position of a player in a vent');
  if (visibility === 'all' || !beforeMeeting) return;
  if (!may(unseen, first, seen) && holds('far', 'killer')) fail('a position out of sight');
  if (!may(seen, witness, first, unseen) && holds('corner', 'witness', 'second')) fail('a position out of sight');
  if (!may(second, unseen, seen) && holds('door')) fail('a position out of sight');
  if (sender && code === op.position && sender === seat.userID) fail('its own position as that of another');
}

// The search does find secrets: in what those who may know them were sent.
function checkThatSecretsAreFound({ first, second, seen, witness }, transcripts) {
  const found = (seat, secret) => assert.ok(transcripts.get(seat).some(({ bytes }) => secret(bytes)), `${secret}`);
  for (const imposter of [first, second]) {
    found(imposter, namesRole);
    found(imposter, bytes => ventNames.some(name => bytes.includes(name)));
    found(imposter, bytes => inVent.some(place => holdsPlace(bytes, place)));
  }
  found(first, bytes => holdsPlace(bytes, places.far));
  assert.ok(transcripts.get(first).some(({ payload }) => payload.bodies?.length > 0), 'the killer is told of the body');
  found(seen, bytes => holdsPlace(bytes, places.ghost));
  for (const seat of [witness, first]) found(seat, bytes => holdsPlace(bytes, places.corner));
}
