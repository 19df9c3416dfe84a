// One player and nine of the server's bots play a whole game. This prints what the
// player is told, from login to the results:
//   npm install && node play.mjs [host] [port]
import { randomUUID } from 'node:crypto';
import { Client } from '@heroiclabs/nakama-js';
import WebSocket from 'ws';

globalThis.WebSocket ??= WebSocket; // browsers and Node 22 have their own
const op = {
  vote: 2, start: 3, kill: 6, task: 8, move: 13,
  state: 100, phase: 101, role: 102, snapshot: 103, tally: 104, players: 108, rejected: 109, gameOver: 110, results: 111,
};

// Log in with a device, open a socket, and create a private match with nine bots and
// short times. A code would let friends join: each takes the seat of a bot.
const [host = '127.0.0.1', port = '7350'] = process.argv.slice(2);
const client = new Client('defaultkey', host, port);
const session = await client.authenticateDevice(randomUUID(), true);
const socket = client.createSocket();
await socket.connect(session, true);
const { payload: match } = await client.rpc(session, 'create_match', {
  private: true, bots: 9, settings: {
    start_countdown_seconds: 1, kill_cooldown_seconds: 8, discussion_seconds: 5, voting_seconds: 15, reveal_seconds: 2,
    tasks_per_player: 1, task_seconds: 1, max_speed: 20, solid_walls: false, // without walls every way is straight
  },
});
const send = (code, body = {}) => socket.sendMatchState(match.match_id, code, JSON.stringify(body));

// What the player knows. Messages change it; a timer acts by it.
const known = { phase: 'lobby', players: [], role: '', imposters: [], tasks: [], settings: {} };
const me = () => known.players.find(player => player.user_id === session.user_id);
const name = id => known.players.find(player => player.user_id === id)?.username ?? 'nobody';
let finish;
const results = new Promise(resolve => { finish = resolve; });

const receive = {
  [op.state]: state => { // after joining: everything that you may know
    Object.assign(known, state);
    console.log(`${name(state.you)} is in the ${state.phase} with ${state.players.length - 1} bots; code ${match.code}`);
    send(op.start); // only the host may
  },
  [op.players]: ({ event, user_id, players }) => {
    known.players = players;
    console.log(`${name(user_id)}: ${event}`);
  },
  [op.phase]: ({ phase, caller, body, players = known.players }) => {
    Object.assign(known, { phase, players, doing: undefined });
    console.log(`phase ${phase}`, caller ? `(${name(caller)} ${body ? `found ${name(body)}` : 'calls a meeting'})` : '');
    if (phase === 'voting' && me().alive) send(op.vote, { skip: true }); // or { target: user_id }
  },
  [op.role]: ({ role, imposters = [], tasks }) => {
    Object.assign(known, { role, imposters, tasks });
    console.log(`your role: ${role}; tasks: ${tasks.map(({ id }) => id).join(', ') || 'none'}`);
  },
  [op.snapshot]: ({ positions }) => { // who moved; the own position too
    for (const { index, ...place } of positions) Object.assign(known.players.find(player => player.index === index), place);
  },
  [op.tally]: ({ ejected, reason }) => console.log(`ejected: ${name(ejected)} (${reason})`),
  [op.rejected]: ({ op: refused, code, message }) => console.log(`op ${refused} refused: ${code}: ${message}`),
  [op.gameOver]: ({ winner, reason, players }) => {
    console.log(`game over: ${winner || 'nobody'} won by ${reason}`);
    for (const { user_id, role, alive } of players) console.log(`  ${name(user_id)}: ${role}${alive ? '' : ', dead'}`);
  },
  [op.results]: result => finish(result), // what was counted; games with bots are not
};
socket.onmatchdata = ({ op_code, data }) => receive[op_code]?.(JSON.parse(new TextDecoder().decode(data)));
await socket.joinMatch(match.match_id, undefined, { positions: 'snapshot' });

// Walk to a place by op 13, sent when the direction changes. Returns the distance.
function walkTo({ x, z }) {
  const [dx, dz] = [x - me().x, z - me().z];
  const distance = Math.hypot(dx, dz);
  const pace = distance < 1 ? 0 : Math.min(1, distance / known.settings.max_speed / 0.3) / distance;
  const move = JSON.stringify({ dx: +(dx * pace).toFixed(2), dz: +(dz * pace).toFixed(2) });
  if (move !== known.move) send(op.move, JSON.parse(known.move = move));
  return distance;
}

const timer = setInterval(() => {
  if (known.phase !== 'playing' || !me()) return;
  const task = known.tasks.find(({ done }) => !done);
  const target = known.players.find(p => p.alive && p !== me() && p.x !== undefined && !known.imposters.includes(p.user_id));
  if (known.role === 'imposter' && me().alive && target) {
    if (walkTo(target) < known.settings.kill_distance) send(op.kill, { target: target.user_id });
  } else if (task && walkTo(task) < 1) { // stay there, then say that it is done
    known.doing ??= Date.now();
    if (Date.now() - known.doing > 1000 * known.settings.task_seconds + 300) {
      send(op.task, { task: task.id });
      task.done = true;
    }
  }
}, 250);

const { counted, why } = await results;
console.log(counted ? 'the game counts' : `the game does not count: ${why}`);
clearInterval(timer);
socket.disconnect();
