import * as migration_20261122_234237_initial from './20261122_234237_initial';

export const migrations = [
  {
    up: migration_20261122_234237_initial.up,
    down: migration_20261122_234237_initial.down,
    name: '20261122_234237_initial'
  },
];
