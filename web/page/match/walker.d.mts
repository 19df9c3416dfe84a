import type { Place, Wall } from './types.mjs';

type Spot = { x: number; z: number };

export class Walker {
  constructor(at: Spot | Place, options: { speed: number; tickRate?: number; bounds: number; walls?: Wall[] });
  at: Spot;
  past: Spot[];
  step: number; // units a tick
  walls: Wall[];
  bounds: number;
  put(at: Spot): void;
  turn(direction: { dx?: number; dz?: number }): void;
  tick(): void;
  reconcile(at: Spot): number;
}
