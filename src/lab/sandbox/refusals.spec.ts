import { explainRefusal, refusedBySwitch } from './refusals.js';

const free = { maxUserNamespaces: 15000, unprivilegedUsernsClone: null, apparmorRestrictsUserns: null };

describe('why a host refuses', () => {
  it('names the switch that forbids user namespaces', () => {
    expect(refusedBySwitch(free)).toBeNull();
    expect(refusedBySwitch({ ...free, maxUserNamespaces: 0 })?.how).toContain('user.max_user_namespaces');
    expect(refusedBySwitch({ ...free, unprivilegedUsernsClone: 0 })?.why).toContain(
      'unprivileged_userns_clone',
    );
  });

  it.each([
    ['bwrap: setting up uid map: Permission denied', { ...free, apparmorRestrictsUserns: 1 }, 'AppArmor'],
    [
      'bwrap: loopback: Failed RTM_NEWADDR: Operation not permitted',
      { ...free, apparmorRestrictsUserns: 1 },
      'AppArmor',
    ],
    ["bwrap: Can't mount proc on /newroot/proc: Operation not permitted", free, 'masked'],
    ['bwrap: Failed to make / slave: Permission denied', free, 'docker-default'],
    ['bwrap: Creating new namespace failed: No space left on device', free, 'used up'],
    ['bwrap: Creating new namespace failed: Operation not permitted', free, 'seccomp'],
    ['bwrap: something new', free, 'something new'],
  ])('explains “%s”', (stderr, switches, word) => {
    const { why, how } = explainRefusal(stderr, switches);
    expect(why).toContain(word);
    expect(how).not.toBe('');
  });
});
