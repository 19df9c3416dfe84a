// A player: the official JavaScript client, with everything that it is sent
// kept in order, so that tests wait for events and never for time.
import { randomUUID } from 'node:crypto';
import { Client, DefaultSocket } from '@heroiclabs/nakama-js';
import WebSocket from 'ws';
import { state } from './state.mjs';
import { keys } from './server.mjs';

/**
 * How long a test waits for one event or one answer, in milliseconds. It only ends a test
 * that hangs: a slow, busy machine may need long.
 */
export const eventTimeout = 60_000;
DefaultSocket.DefaultSendTimeoutMs = eventTimeout;

// nakama-js asks for window when a server does not answer its ping: without one, a
// silent server ends the process.
globalThis.window ??= globalThis;

// The client leaves timers running; they must not keep the process alive.
const start = globalThis.setTimeout;
globalThis.setTimeout = (...args) => {
  const timer = start(...args);
  timer.unref();
  return timer;
};

// Every text that a socket receives, as it came over the wire.
class RecordedWebSocket extends WebSocket {
  constructor(...args) {
    super(...args);
    this.frames = [];
    this.on('message', data => this.frames.push(data.toString()));
  }
}
globalThis.WebSocket = RecordedWebSocket;

const events = [
  'channelmessage', 'channelpresence', 'disconnect', 'error', 'matchdata', 'matchmakermatched', 'matchpresence',
  'notification', 'party', 'partyclose', 'partydata', 'partyjoinrequest', 'partyleader', 'partymatchmakerticket',
  'partypresence', 'statuspresence', 'streampresence',
];

/** The guide's client object, for the server under test. */
export function createClient(server = state().server) {
  return new Client(keys.server, server.host, String(server.port), false, eventTimeout);
}

/** A new device identifier or username. */
export const unique = prefix => `${prefix}-${randomUUID().slice(0, 8)}`;

/** Logs in with a device, as the guide does, and connects a socket unless told not to. */
export async function login({ server, username, vars, socket = true, device = randomUUID() } = {}) {
  const client = createClient(server);
  const session = await client.authenticateDevice(device, true, username, vars);
  const player = new Player(client, session, device);
  if (socket) await player.connect();
  return player;
}

/** Logs in several players. */
export const loginAll = (count, options) => Promise.all(Array.from({ length: count }, () => login(options)));

/** One client with its session, its socket and what it received. */
export class Player {
  constructor(client, session, device) {
    Object.assign(this, { client, session, device, userID: session.user_id, username: session.username });
    this.inbox = [];
    this.waiting = new Set();
    this.sockets = [];
  }

  /** Opens a socket. The one before, if any, must be closed. */
  async connect() {
    this.socket = this.client.createSocket(false, false);
    for (const kind of events) this.socket[`on${kind}`] = value => this.receive(kind, value);
    await this.socket.connect(this.session, true);
    this.sockets.push(this.socket.adapter._socket);
    return this;
  }

  /** Ends the connection without leaving the match, as a broken network does. */
  async cutConnection() {
    const gone = this.waitFor('disconnect');
    this.socket.adapter._socket.terminate();
    await gone;
  }

  /** Everything that this player was ever sent, as text. */
  get frames() {
    return this.sockets.flatMap(socket => socket.frames);
  }

  receive(kind, value) {
    const event = { kind, value };
    for (const wait of this.waiting) {
      if (wait.fits(event)) return wait.done(event);
    }
    this.inbox.push(event);
  }

  /** Takes the first event of the kind that fits: one received already, or the next to come. */
  waitFor(kind, fits = () => true, milliseconds = eventTimeout) {
    const matches = event => event.kind === kind && fits(event.value);
    const at = this.inbox.findIndex(matches);
    if (at >= 0) return Promise.resolve(this.inbox.splice(at, 1)[0].value);
    const stack = new Error();
    return new Promise((resolve, reject) => {
      const wait = { fits: matches, done: event => end(() => resolve(event.value)) };
      const timer = start(() => end(() => {
        const seen = this.inbox.slice(-8).map(({ kind, value }) => `${kind} ${JSON.stringify(value).slice(0, 200)}`);
        stack.message = `${this.username}: no ${kind} that fits within ${milliseconds} ms; last received:\n${seen.join('\n')}`;
        reject(stack);
      }), milliseconds);
      const end = settle => {
        clearTimeout(timer);
        this.waiting.delete(wait);
        settle();
      };
      this.waiting.add(wait);
    });
  }

  /** Whether an event of the kind that fits was received and not taken. */
  has(kind, fits = () => true) {
    return this.inbox.some(event => event.kind === kind && fits(event.value));
  }

  /**
   * Resolves when everything that the server has sent to this player has arrived:
   * an answer on the same socket comes after it.
   */
  async synchronize() {
    await this.socket.updateStatus(`here ${randomUUID().slice(0, 8)}`);
  }

  /** Calls an RPC over HTTP with a JSON payload, as the guide does. */
  async rpc(id, payload = {}) {
    try {
      return (await this.client.rpc(this.session, id, payload)).payload;
    } catch (answer) {
      throw answer instanceof Response ? new Error(`${id}: ${await answer.text()}`) : answer;
    }
  }

  /** The account, with its metadata and wallet parsed. */
  async account() {
    const account = await this.client.getAccount(this.session);
    return {
      ...account,
      metadata: JSON.parse(account.user.metadata),
      coins: JSON.parse(account.wallet).coins ?? 0,
    };
  }

  /** Ends the connection. */
  close() {
    if (this.socket?.adapter.isOpen()) this.socket.disconnect(false);
  }
}

/** Closes the players when the test ends. */
export function closeAfter(t, players) {
  t.after(() => players.forEach(player => player.close()));
  return players;
}
