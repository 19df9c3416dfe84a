// A simulated evening under the eyes of Prometheus: every panel of every dashboard
// shows something, the numbers are those of the evening, and no alert fires.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { eventually } from '../lib/eventually.mjs';
import { createLobby, joinSeat, kill, startGame } from '../lib/game.mjs';
import { closeAfter, loginAll } from '../lib/player.mjs';
import { onFreePorts } from '../lib/ports.mjs';
import { hasPrometheus, startPrometheus } from '../lib/prometheus.mjs';
import { op } from '../lib/protocol.mjs';
import { startServer } from '../lib/server.mjs';
import { state } from '../lib/state.mjs';
import { ending, winners } from '../lib/week.mjs';

const given = state();
const skip = given.mode !== 'local' ? 'only with a nakama on the PATH'
  : !await hasPrometheus() && 'there is no prometheus on the PATH (Debian: apt-get install prometheus)';
const weekEnd = 75_000;

/** The queries of all panels: {panel, query}. */
function queries() {
  const folder = join(given.root, 'observe/grafana/dashboards');
  return readdirSync(folder).flatMap(file => JSON.parse(readFileSync(join(folder, file), 'utf8')).panels)
    .flatMap(({ title, targets = [] }) => targets.map(({ expr }) => ({ panel: title, query: expr })));
}

/** A query as Grafana would send it. */
const filled = query => query.replaceAll('$instance', '.*').replaceAll('$__rate_interval', '2m').replaceAll('$__range', '10m');

// A game of the imposters, with a player who loses the connection and comes back, and
// one who leaves.
async function imposterGame(players, mode) {
  const seats = await createLobby(players, { request: { mode } });
  const { imposters: [imposter], crew } = await startGame(seats);
  const back = crew[0];
  await back.player.cutConnection();
  await back.player.connect();
  await joinSeat(back.player, seats.matchID);
  await imposter.expectRefusal(op.report, { body: imposter.userID }, 'no_body');
  await kill(imposter, crew[1]);
  await crew[2].player.socket.leaveMatch(seats.matchID);
  await imposter.waitFor(op.gameOver);
}

async function evening(server, t) {
  const players = closeAfter(t, await loginAll(5, { server }));
  const { joined } = await winners(players);
  const others = closeAfter(t, await loginAll(4, { server }));
  await imposterGame(others, 'classic');
  const more = closeAfter(t, await loginAll(4, { server }));
  await imposterGame(more, 'sabotage');
  const list = ({ client, session }) => client.listLeaderboardRecords(session, 'weekly_crew_wins').catch(() => {}); // some are refused
  await Promise.all(Array.from({ length: 300 }, () => list(others[1])));
  await Promise.all(joined.map(player => player.waitFor('notification', ({ code }) => code === 100, weekEnd)));
  return joined.length;
}

test('every panel shows something after an evening, and no alert fires', { skip, timeout: 300_000 }, async t => {
  const server = await onFreePorts(1, async port => Object.assign(
    await startServer({ name: 'observe', env: ending(45), flags: ['--metrics.prometheus_port', String(port), '--metrics.reporting_freq_sec', '1'] }),
    { metricsPort: port },
  ));
  t.after(server.destroy);
  const prometheus = await startPrometheus(server.metricsPort, given);
  t.after(prometheus.stop);
  const value = async query => Number((await prometheus.query(query))[0]?.value[1]);
  // Counters exist from the start, at zero.
  await eventually(async () => !Number.isNaN(await value('nakama_custom_sagishi_rewards_paid')));
  assert.equal(await value('nakama_custom_sagishi_rewards_paid'), 0);

  const paid = await evening(server, t);
  const wanted = {
    'nakama_custom_sagishi_rewards_paid': paid, 'nakama_custom_sagishi_rewards_owed': 0,
    'nakama_custom_sagishi_notices_sent{code="tournament_reward"}': paid,
    'sum(nakama_custom_sagishi_games)': 3, 'sum(nakama_custom_sagishi_games{winner="imposters",mode="sabotage"})': 1,
    'nakama_custom_sagishi_drops{in="game"}': 2, 'nakama_custom_sagishi_returns{in="game"}': 2,
    'nakama_custom_sagishi_games_running': 0, 'sum(nakama_custom_sagishi_logins{created="true"})': 13,
    'nakama_custom_sagishi_refused{code="no_body"}': 2,
    'sum(nakama_custom_sagishi_guard_refused{reason="list_rate"}) > bool 0': 1,
  };
  // The server reports each second, and Prometheus asks each second.
  for (const [query, want] of Object.entries(wanted)) {
    await eventually(async () => await value(query) === want);
    assert.equal(await value(query), want, query);
  }
  const empty = async () => {
    const all = await Promise.all(queries().map(async ({ panel, query }) => [`${panel}: ${filled(query)}`, await prometheus.query(filled(query))]));
    return all.filter(([, series]) => series.length === 0).map(([panel]) => panel);
  };
  await eventually(async () => (await empty()).length === 0); // rates need two reports, and one tick in 64 is timed
  assert.deepEqual(await empty(), []);
  // No label has a value that the table of metrics does not know.
  const unknown = await Promise.all(['kind', 'reason', 'code', 'in', 'job_name', 'mode', 'winner']
    .map(label => prometheus.query(`{__name__=~"nakama_custom_.+",${label}="other"}`)));
  assert.deepEqual(unknown.flat(), []);
  const firing = (await prometheus.alerts()).filter(alert => alert.state === 'firing');
  assert.deepEqual(firing, []);
});
