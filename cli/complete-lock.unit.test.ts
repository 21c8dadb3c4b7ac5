import { describe, expect, it } from 'vitest';
import { completeLock, type Lock, platformOf } from './complete-lock';

function lock(): Lock {
  return {
    packages: {
      '': {},
      'node_modules/engine': {
        version: '2.0.0',
        optionalDependencies: { '@engine/darwin-arm64': '2.0.0', '@engine/linux-x64-gnu': '^2.0.0' },
      },
      'node_modules/@engine/linux-x64-gnu': { version: '2.0.0', optional: true },
      'node_modules/host/node_modules/inner': { version: '1.0.0', optionalDependencies: { nested: '1.0.0' } },
      'node_modules/host/node_modules/nested': { version: '1.0.0' },
    },
  };
}

describe('completing the lock', () => {
  it('adds what the registry of this machine did not have', () => {
    const completed = lock();
    expect(completeLock(completed)).toEqual(['@engine/darwin-arm64']);
    expect(completed.packages['node_modules/@engine/darwin-arm64']).toEqual({
      version: '2.0.0',
      optional: true,
      cpu: ['arm64'],
      os: ['darwin'],
    });
  });

  it('leaves a complete lock as it is', () => {
    const completed = lock();
    completeLock(completed);
    const again = JSON.stringify(completed);
    expect(completeLock(completed)).toEqual([]);
    expect(JSON.stringify(completed)).toBe(again);
  });

  it('reads the platform from the name', () => {
    expect(platformOf('@next/swc-linux-arm64-musl')).toEqual({ os: ['linux'], cpu: ['arm64'], libc: ['musl'] });
    expect(platformOf('@tailwindcss/oxide-linux-arm-gnueabihf')).toEqual({ os: ['linux'], cpu: ['arm'], libc: ['glibc'] });
    expect(platformOf('@swc/core-win32-ia32-msvc')).toEqual({ os: ['win32'], cpu: ['ia32'] });
    expect(platformOf('@tailwindcss/oxide-wasm32-wasi')).toEqual({ cpu: ['wasm32'] });
  });
});
