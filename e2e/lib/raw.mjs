// Calls that the official client does not make: server to server, and payloads
// that no honest client sends.
import { keys } from './server.mjs';
import { state } from './state.mjs';

const url = (server, path) => `http://${server.host}:${server.port}${path}`;

async function answerOf(response) {
  const text = await response.text();
  return { status: response.status, body: text ? JSON.parse(text) : undefined };
}

/** Calls an RPC with the HTTP key, as another server does. The payload is text or an object. */
export async function serverRPC(id, payload = {}, server = state().server) {
  const response = await fetch(url(server, `/v2/rpc/${id}?http_key=${keys.http}&unwrap`), {
    method: 'POST', body: typeof payload === 'string' ? payload : JSON.stringify(payload),
  });
  return answerOf(response);
}

/** Calls an RPC as a player with the payload's text exactly as it is. */
export async function textRPC(player, id, text, server = state().server) {
  const response = await fetch(url(server, `/v2/rpc/${id}?unwrap`), {
    method: 'POST', body: text, headers: { Authorization: `Bearer ${player.session.token}` },
  });
  return answerOf(response);
}

/** Any call of Nakama's REST interface as a player. */
export async function rest(player, method, path, body, server = state().server) {
  const response = await fetch(url(server, path), {
    method, headers: { Authorization: `Bearer ${player.session.token}` }, body: body && JSON.stringify(body),
  });
  return answerOf(response);
}
