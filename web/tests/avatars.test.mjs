// Draws each frame of a walk from its courses, and compares with where the player was.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Avatars, behind } from '../page/match/avatars.mjs';
import { Courses } from '../page/match/courses.mjs';
import { Walker } from '../page/match/walker.mjs';

const [speed, tickRate, latency] = [8, 10, 40];
const walls = [{ x1: 5, z1: -8, x2: 5, z2: 8 }, { x1: -8, z1: 5, x2: 4, z2: 9 }, { x1: -6, z1: -9, x2: -6, z2: 2 }];
const tickTime = 1000 / tickRate;

/** Numbers from 0 to 1, the same for the same seed. */
function random(seed) {
  return () => {
    seed = (seed * 48271) % 2147483647;
    return seed / 2147483647;
  };
}

/** A walk on the server, around walls: where the player is in each tick, and its courses. */
function walk(chance, ticks) {
  const walker = new Walker({ x: 0, z: 0 }, { speed, bounds: 12, walls });
  const [places, messages] = [[walker.at], []];
  for (let tick = 1; tick < ticks; tick++) {
    const turned = chance() < 0.2;
    if (turned) walker.turn(chance() < 0.3 ? {} : { dx: 2 * chance() - 1, dz: 2 * chance() - 1 });
    walker.tick();
    walker.reconcile(walker.at); // this is the server: the place is right
    places.push(walker.at);
    const told = messages.at(-1);
    // As game/course.go: at a turn, off by 0.05, and all courses each five seconds.
    if (!turned && told && tick % 50 !== 0 && distance(along(told, tick), walker.at) <= 0.05) continue;
    const next = Object.assign(new Walker(walker.at, { speed, bounds: 12, walls }), { dx: walker.dx, dz: walker.dz });
    next.tick();
    const [dx, dz] = [(next.at.x - walker.at.x) / walker.step, (next.at.z - walker.at.z) / walker.step];
    messages.push({ tick, x: walker.at.x, y: 0, z: walker.at.z, dx, dz });
  }
  return { places, messages };
}

const distance = (a, b) => Math.hypot(a.x - b.x, a.z - b.z);
const along = (course, tick) => new Courses({ speed }).along(course, tick);

/** Where the player was at a moment between two ticks. */
function between(places, tick) {
  const [from, to] = [places[Math.floor(tick)], places[Math.ceil(tick)]];
  return { x: from.x + (to.x - from.x) * (tick % 1), z: from.z + (to.z - from.z) * (tick % 1) };
}

/**
 * Draws 60 frames a second. Returns by how much the player is drawn beside the way, at
 * the time that is drawn, and the longest step of a frame.
 */
function draw({ places, messages }, chance, jitter) {
  let now = 0;
  const courses = new Courses({ speed, now: () => now / 1000 });
  const avatars = new Avatars(courses);
  let arrival = 0;
  const mail = messages.map(message => ({ message, at: arrival = Math.max(arrival, message.tick * tickTime + latency + jitter * chance()) }));
  const all = { off: [], step: 0 };
  let last;
  for (let frame = 0; frame * 1000 / 60 < (places.length - 2) * tickTime; frame++) {
    const time = frame * 1000 / 60;
    while (mail[0]?.at <= time) {
      const { message, at } = mail.shift();
      now = at;
      courses.hear({ tick: message.tick, courses: [{ index: 1, ...message }], hidden: [] });
      avatars.advance(now);
      avatars.follow();
    }
    now = time;
    avatars.advance(now);
    const spot = avatars.spot(1);
    if (!spot) continue;
    if (last) all.step = Math.max(all.step, distance(spot, last));
    last = spot;
    const tick = (time - latency) / tickTime - behind;
    if (tick > messages[0].tick + 10) all.off.push(distance(spot, between(places, tick)));
  }
  return all;
}

for (const { jitter, most, usual, step } of [
  { jitter: 0, most: 0.06, usual: 0.03, step: 0.135 },
  { jitter: 20, most: 0.2, usual: 0.12, step: 0.16 },
  { jitter: 60, most: 0.5, usual: 0.3, step: 0.25 },
]) {
  test(`each frame is drawn where the player was, with messages up to ${jitter} ms late`, t => {
    const off = [];
    let jump = 0;
    for (let seed = 1; seed <= 20; seed++) {
      const chance = random(seed * 7919);
      const all = draw(walk(chance, 400), chance, jitter);
      off.push(...all.off);
      jump = Math.max(jump, all.step);
      assert.ok(Math.max(...all.off) <= most, `seed ${seed}: off by ${Math.max(...all.off)}`);
      assert.ok(all.step <= step, `seed ${seed}: ${all.step} in a frame`);
    }
    off.sort((a, b) => a - b);
    const usually = off[Math.floor(off.length * 0.95)];
    t.diagnostic(`off by at most ${off.at(-1).toFixed(3)}, 95 % by less than ${usually.toFixed(3)}; at most ${jump.toFixed(3)} in a frame; ${off.length} frames`);
    assert.ok(usually <= usual, `95 % off by less than ${usually}`);
  });
}
