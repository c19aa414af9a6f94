import { isAbsolute, join } from 'node:path';
import { readFile } from 'node:fs/promises';
import { cloneRoot } from '../paths.js';
import { readSettings, variableNames } from './settings.js';

describe('settings', () => {
  it('have defaults for everything', () => {
    const settings = readSettings({});
    expect(settings).toMatchObject({ databaseUrl: null, host: '127.0.0.1', port: 3000, slots: null });
    expect(isAbsolute(settings.dataDirectory)).toBe(true);
    expect(settings.dataDirectory.endsWith('/.doorbell')).toBe(true);
  });

  it('take an empty variable as one that is not set', () => {
    expect(readSettings({ PORT: '', DATABASE_URL: '' })).toMatchObject({ port: 3000, databaseUrl: null });
  });

  it('say every variable that cannot be used, and why', () => {
    const wrong = {
      PORT: '70000',
      DATABASE_URL: 'mysql://x',
      DOORBELL_SLOTS: 'many',
      DOORBELL_LOG_LEVEL: 'loud',
    };
    expect(() => readSettings(wrong)).toThrow(
      expect.objectContaining({
        name: 'SettingsError',
        message: expect.stringMatching(
          /DATABASE_URL: must begin[^]*PORT: [^]*DOORBELL_SLOTS: [^]*DOORBELL_LOG_LEVEL: /,
        ),
      }),
    );
  });

  it('are on their page, every one and no other', async () => {
    const page = await readFile(join(cloneRoot, 'docs', 'configuration.md'), 'utf8');
    const named = [...page.matchAll(/^\| `([A-Z_]+)`/gm)].map((match) => match[1]);
    expect(new Set(named)).toEqual(new Set(variableNames));
  });

  it('ignore variables that are not ours', () => {
    expect(readSettings({ HOME: '/root', PATH: '/bin' })).toEqual(readSettings({}));
  });
});
