// A Prometheus that scrapes a local server, with the configuration of this
// repository, in which only the address and the intervals differ.
import { copyFile, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { onFreePorts } from './ports.mjs';
import { Program, works } from './process.mjs';

const startMilliseconds = 20_000;

/** Whether there is a Prometheus to test with. */
export const hasPrometheus = () => works('prometheus', ['--version']);

/** Starts a Prometheus that scrapes the port each second. Answers {query(expression), alerts(), stop()}. */
export async function startPrometheus(metricsPort, { root, dir }) {
  const home = await mkdtemp(join(dir, 'prometheus-'));
  const given = join(root, 'observe/prometheus');
  await copyFile(join(given, 'alerts.yml'), join(home, 'alerts.yml'));
  const text = await readFile(join(given, 'prometheus.yml'), 'utf8');
  for (const part of ['nakama:9100', ': 15s']) if (!text.includes(part)) throw new Error(`no "${part}" in prometheus.yml`);
  await writeFile(join(home, 'prometheus.yml'), text.replaceAll('nakama:9100', `127.0.0.1:${metricsPort}`).replaceAll(': 15s', ': 1s'));
  return onFreePorts(1, port => startOn(port, home));
}

async function startOn(port, home) {
  const program = new Program('prometheus', [
    `--config.file=${join(home, 'prometheus.yml')}`, `--storage.tsdb.path=${join(home, 'data')}`, `--web.listen-address=127.0.0.1:${port}`,
  ]);
  const address = `http://127.0.0.1:${port}`;
  for (const end = Date.now() + startMilliseconds; ; await delay(100)) {
    if (await fetch(`${address}/-/ready`).then(({ ok }) => ok, () => false)) break;
    if (program.ended || Date.now() > end) {
      program.child.kill('SIGKILL');
      throw new Error(`prometheus did not start:\n${program.lines.slice(-5).join('\n')}`);
    }
  }
  return {
    query: async expression => (await api(`${address}/api/v1/query`, { query: expression })).result,
    alerts: async () => (await api(`${address}/api/v1/alerts`)).alerts,
    stop: () => program.stop(startMilliseconds),
  };
}

async function api(url, parameters = {}) {
  const answer = await (await fetch(`${url}?${new URLSearchParams(parameters)}`)).json();
  if (answer.status !== 'success') throw new Error(`${JSON.stringify(parameters)}: ${answer.error}`);
  return answer.data;
}
