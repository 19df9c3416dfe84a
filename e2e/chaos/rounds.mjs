// The faults of a round, each around the end of a period: `end` is that of the
// first, `last` that of the last one.
import { setTimeout as delay } from 'node:timers/promises';
import { amid, somewhere, waiting } from './amid.mjs';
import { canFakeClocks } from './cluster.mjs';
import { copyAmid } from './restore.mjs';

const leaseSeconds = 15; // notifications/outbox.go
const deadLimit = 60; // seconds in which the others finish a dead server's work
const clockDifference = 20; // seconds

const kills = (deployment, end, last) => deployment.injectFaults(last + 20, false);
const killsAndCuts = (deployment, end, last) => deployment.injectFaults(last + 20, true);

/** The faults by name; a round injects one of them. In a round of 'clock' the database's clock is wrong as well. */
export const faults = {
  kills, 'kills and cuts': killsAndCuts, stop, restore, 'dead node': deadNode, clock: killsAndCuts, downtime,
};

/** The faults that this machine can inject. */
export const possible = Object.keys(faults).filter(fault => fault !== 'clock' || canFakeClocks);

/** How many periods a round with the fault takes. */
export const periodsOf = (fault, left) => (fault === 'downtime' ? Math.max(1, Math.min(3, left)) : 1);

// One server stops amid the payments until its lease is over, and goes on; the
// other is alive.
async function stop(deployment, end) {
  // A new connection has no statement prepared: a server may then be stopped between
  // the preparation and the execution of one.
  await Promise.all(deployment.servers.map(server => server.kill()));
  await quietly(deployment, end, async () => {
    const place = somewhere(deployment.random);
    const stopped = await amid(deployment, { end, ...place }, server => server.stop());
    if (!stopped) return deployment.missed('stop');
    deployment.stops++;
    await delay((leaseSeconds + 3) * 1000);
    const left = await waiting(deployment, end);
    stopped.goOn();
    deployment.log(`${stopped.name} was stopped amid a ${place.what}; when it goes on, ${left} winners wait`);
  });
}

// One server dies amid the payments and never comes back. A new one takes its
// place when the other has done all its work.
async function deadNode(deployment, end) {
  await quietly(deployment, end, async () => {
    const place = somewhere(deployment.random);
    const dead = await amid(deployment, { end, ...place }, server => server.die());
    if (!dead) return deployment.missed('dead node');
    const began = Date.now();
    const seconds = () => Math.round((Date.now() - began) / 100) / 10;
    while (await waiting(deployment, end) > 0 && seconds() < 2 * deadLimit) await delay(500);
    deployment.log(`${dead.name} died amid a ${place.what}; all are paid and told after ${seconds()} s`);
    deployment.deadNodes.push(seconds());
    if (seconds() > deadLimit) deployment.failures.push(`dead node: ${seconds()} s until all were paid and told`);
    deployment.replace(dead);
  });
}

// A copy of the database in the middle of the payments is restored and run,
// beside the deployment, which goes on.
async function restore(deployment, end) {
  const copied = await quietly(deployment, end, () => copyAmid(deployment, end));
  if (!copied) return deployment.missed('restore');
  await deployment.injectFaults(end + 20, false);
}

/**
 * Sets the database's clock for a round: apart from the servers' in a round of
 * that fault, and right in others. Nakama's own clock cannot be set: Go asks the
 * kernel for the time, past any library.
 */
export async function setClock(deployment, fault) {
  const ahead = fault === 'clock' ? clockDifference * deployment.random.choose([1, -1]) : 0;
  if (ahead !== 0) {
    deployment.clocks++;
    deployment.log(`the database's clock is ${clockDifference} s ${ahead > 0 ? 'ahead' : 'behind'}`);
  }
  await deployment.cluster.setClock(ahead);
}

async function downtime(deployment, end, last) {
  if (last > end) await deployment.downtime(last);
  await deployment.injectFaults(last + 20, false);
}

// Waits until just before the payments, and injects nothing else meanwhile.
async function quietly(deployment, end, work) {
  deployment.quiet = true;
  try {
    await deployment.until(end + 0.5);
    return await work();
  } finally {
    deployment.quiet = false;
  }
}
