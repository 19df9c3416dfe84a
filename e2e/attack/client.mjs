// A client as an attacker has one: raw requests and messages, from addresses of
// its own, that wait for nothing they need not wait for. Everything is counted.
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import http from 'node:http';
import WebSocket from 'ws';

const basic = `Basic ${Buffer.from('defaultkey:').toString('base64')}`;
const mostRequests = 500_000; // of an attack: it is bounded in number as in time
const mostBuffered = 1 << 20; // bytes that a socket has not sent yet

/** The means of one attack: until `end`, against one server, from loopback addresses. */
export class Attack {
  constructor({ port, seconds, addresses, targets }) {
    Object.assign(this, { port, targets, end: Date.now() + seconds * 1000, counts: {}, total: 0, turn: 0, sockets: [] });
    this.sources = Array.from({ length: addresses }, (_, n) => `127.0.0.${n + 2}`);
    this.agents = this.sources.map(localAddress => new http.Agent({ keepAlive: true, maxSockets: 64, localAddress }));
  }

  /** Whether the attack goes on. */
  get going() {
    return Date.now() < this.end && this.total < mostRequests;
  }

  count(kind, n = 1) {
    this.counts[kind] = (this.counts[kind] ?? 0) + n;
    this.total += n;
  }

  /** Runs `step` again and again, `parallel` at once, to the end of the attack. */
  async repeat(parallel, step) {
    await Promise.all(Array.from({ length: parallel }, async (_, n) => {
      for (let round = 0; this.going; round++) await step(n, round);
    }));
  }

  /** Sends a request. Answers {status, body}; a connection that breaks has the status 0. */
  async request(method, path, body, headers = {}) {
    this.turn = (this.turn + 1) % this.agents.length;
    const outgoing = http.request({
      host: '127.0.0.1', port: this.port, method, path, agent: this.agents[this.turn], timeout: 15_000,
      headers: { Authorization: basic, 'Content-Type': 'application/json', ...headers },
    });
    outgoing.on('timeout', () => outgoing.destroy());
    try {
      outgoing.end(body);
      const [response] = await once(outgoing, 'response');
      const parts = [];
      let length = 0;
      for await (const part of response) {
        if ((length += part.length) < 1 << 20) parts.push(part);
      }
      this.count(`HTTP ${response.statusCode}`);
      return { status: response.statusCode, body: Buffer.concat(parts).toString() };
    } catch {
      this.count('broken');
      return { status: 0, body: '' };
    }
  }

  /** Logs a new account in. */
  async login() {
    for (;;) {
      const { status, body } = await this.request('POST', '/v2/account/authenticate/device?create=true', JSON.stringify({ id: randomUUID() }));
      if (status === 200) return new Account(this, JSON.parse(body).token);
      if (!this.going) throw new Error(`no login before the end: ${status} ${body}`);
    }
  }

  /** Logs several new accounts in, four at a time: as many as the time allows. */
  async accounts(count) {
    const accounts = [];
    let begun = 0;
    await Promise.all(Array.from({ length: 4 }, async () => {
      while (this.going && begun++ < count) accounts.push(await this.login());
    }));
    return accounts;
  }

  close() {
    for (const socket of this.sockets) socket.terminate();
    for (const agent of this.agents) agent.destroy();
  }
}

/** An ordinary account of the attacker. */
class Account {
  constructor(attack, token) {
    Object.assign(this, { attack, token, userID: JSON.parse(Buffer.from(token.split('.')[1], 'base64url')).uid });
  }

  call(method, path, payload, headers) {
    const body = payload === undefined || typeof payload === 'string' ? payload : JSON.stringify(payload);
    return this.attack.request(method, path, body, { Authorization: `Bearer ${this.token}`, ...headers });
  }

  /** Calls an RPC. Answers its payload, or {} if it was refused. */
  async rpc(id, payload = {}) {
    const { status, body } = await this.call('POST', `/v2/rpc/${id}?unwrap`, payload);
    return status === 200 ? JSON.parse(body) : {};
  }

  /** Opens a socket; the attack goes on without it if it is refused. */
  async connect() {
    const { attack, token } = this;
    const localAddress = attack.sources[attack.sockets.length % attack.sources.length];
    const socket = new WebSocket(`ws://127.0.0.1:${attack.port}/ws?format=json&token=${token}`, { localAddress });
    attack.sockets.push(socket);
    socket.on('error', () => {});
    socket.on('message', text => attack.count(text.toString().includes('"error"') ? 'refused by socket' : 'received'));
    await Promise.race([once(socket, 'open'), once(socket, 'close')]).catch(() => {});
    this.socket = socket;
    return this;
  }

  /** Sends a message; opens the socket again if the server has closed it. */
  async send(message) {
    const { attack } = this;
    while (this.socket.bufferedAmount > mostBuffered && attack.going) await new Promise(setImmediate);
    if (this.socket.readyState === WebSocket.OPEN) {
      this.socket.send(JSON.stringify({ cid: '1', ...message }), () => {});
      attack.count('sent by socket');
      if (attack.total % 50 === 0) await new Promise(setImmediate);
    } else {
      await new Promise(again => setTimeout(again, 200));
      if (attack.going) await this.connect();
    }
  }
}
