import { sampleSyscalls } from '../../../test/support/sample-syscalls.js';
import { renderSyscalls } from './syscalls-text.js';

it('a call stands where it returned, after what brought it back', () => {
  expect(renderSyscalls(sampleSyscalls({ notPlayed: ['two'] }), 'en').split('\n')).toEqual([
    'System calls, milliseconds since the situation began',
    'Another run.',
    '',
    'one',
    '                1.0   your thread read(4<wire line>, 0x1, 64) = -1 EAGAIN  × 12',
    '                8.5 · peer        The peer sends 64 bytes',
    '          2.0 – 9.0   your thread epoll_pwait(15<loop>, [], 1024, -1) = 1',
    '                9.6   your thread --- SIGIO {si_signo=SIGIO} ---',
    '       10.0 –     …   your thread read(4<wire line>, …  (has not returned)',
    '  1 futex call with which threads wait for each other not shown here',
    '',
    'Not played, since the one before showed all there is to see: two',
    '',
  ]);
});

it('says at its place what was left out, and what was not played', () => {
  const [scene] = sampleSyscalls().scenes;
  if (!scene) throw new Error('no scene');
  const text = renderSyscalls(
    sampleSyscalls({ scenes: [{ ...scene, first: 1, leftOut: 1234, complete: false }] }),
    'zh-CN',
  );
  const lines = text.split('\n').map((line) => line.trim());
  expect(lines.slice(4, 7)).toEqual([
    '1.0   你的线程    read(4<wire line>, 0x1, 64) = -1 EAGAIN  × 12',
    '另有 1,234 次调用未列出',
    '8.5 · 对端        对端发送 64 字节',
  ]);
  expect(lines).toContain('这个场景没有演到结束。');
});
