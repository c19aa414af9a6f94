import { DescriptorNames } from './descriptor-names.js';

const known = { wires: new Map([[42, 'line']]), harness: 7, loopFd: 15 };

it.each([
  ['4<socket:[42]>, "a", 64', '4<wire line>, "a", 64', 'wire line'],
  ['4<TCP:[42]>, 0x7f, 64', '4<wire line>, 0x7f, 64', 'wire line'],
  ['9<socket:[43]>', '9<socket>', 'socket'],
  ['3<socket:[7]>, "", 1', '3<lab>, "", 1', 'lab'],
  ['15<anon_inode:[eventpoll]>, [], 1024, -1', '15<loop>, [], 1024, -1', 'loop'],
  ['16<anon_inode:[eventpoll]>, [], 1024, -1', '16<set>, [], 1024, -1', 'set'],
  ['18<anon_inode:[eventfd]>, "\\1", 8', '18<eventfd>, "\\1", 8', 'eventfd'],
  ['20<pipe:[9]>', '20<pipe>', 'pipe'],
  ['21</tmp/a\\74b>, F_GETFL', '21</tmp/a\\74b>, F_GETFL', '/tmp/a\\74b'],
  ['0x7f, FUTEX_WAIT, 0', '0x7f, FUTEX_WAIT, 0', null],
  ['AF_INET, SOCK_STREAM, 0', 'AF_INET, SOCK_STREAM, 0', null],
])('%s', (printed, text, on) => {
  expect(new DescriptorNames(known, true).name(printed)).toEqual({ text, on });
});

it('what epoll hands back is named as it was last seen', () => {
  const names = new DescriptorNames(known, true);
  names.name(
    '15<anon_inode:[eventpoll]>, EPOLL_CTL_ADD, 4<socket:[42]>, {events=EPOLLIN, data={u32=4, u64=4}}',
  );
  expect(
    names.name(
      '15<anon_inode:[eventpoll]>, [{events=EPOLLIN, data={u32=4, u64=4}}, {events=EPOLLIN, data=0x3}]',
    ).text,
  ).toBe('15<loop>, [{events=EPOLLIN, data=4<wire line>}, {events=EPOLLIN, data=0x3}]');
});

it('what a program sends is left as it is, whatever it looks like', () => {
  const sent = '1<pipe:[5]>, "4<socket:[42]>, \\"data={u32=3, u64=3}", 30';
  expect(new DescriptorNames(known, true).name(sent).text).toBe(sent.replace('<pipe:[5]>', '<pipe>'));
});

it('another process has no event loop that the lab knows', () => {
  expect(new DescriptorNames(known, false).name('15<anon_inode:[eventpoll]>').on).toBe('set');
});
