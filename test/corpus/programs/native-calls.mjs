// Every call that would lead out, or into parts of the kernel where others have got out, by its number.
import { call, memory } from './native.mjs';

const page = memory();
const at = (offset) => page.address + BigInt(offset);
const string = (offset, text) => {
  page.bytes.write(`${text}\0`, offset);
  return at(offset);
};
const NEWUSER = 0x10000000;
const SIGCHLD = 17;
const child = (result) => {
  if (result === 0) call(231, 0);
  return result;
};
const core = () => {
  page.bytes.fill(0, 0, 16);
  return at(0);
};
const [own] = [call(39)];
// struct iovec twice: 8 bytes from offset 512 to offset 768
page.bytes.writeBigUInt64LE(at(512), 256);
page.bytes.writeBigUInt64LE(8n, 264);
page.bytes.writeBigUInt64LE(at(768), 272);
page.bytes.writeBigUInt64LE(8n, 280);
const file = call(257, -100, string(1024, '/tmp/leased'), 0o102, 0o600);
const hosts = call(257, -100, string(1024, '/etc/hosts'), 0, 0);
const calls = {
  unshareUser: () => call(272, NEWUSER),
  unshareNet: () => call(272, 0x40000000),
  cloneUser: () => child(call(56, NEWUSER | SIGCHLD)),
  clonePid: () => child(call(56, 0x20000000 | SIGCHLD)),
  clone3: () => child(call(435, at(0), 88)),
  setns: () => call(308, 0, 0),
  mount: () => call(165, string(0, 'tmpfs'), string(64, '/tmp'), string(128, 'tmpfs'), 0, 0),
  umount: () => call(166, string(0, '/tmp'), 2),
  fsopen: () => call(430, string(0, 'tmpfs'), 0),
  openTree: () => call(428, -100, string(0, '/'), 1),
  moveMount: () => call(429, 0, 0, 0, 0, 0),
  pivotRoot: () => call(155, string(0, '/tmp'), string(64, '/tmp')),
  chroot: () => call(161, string(0, '/tmp')),
  ptraceMe: () => call(101, 0),
  ptraceInit: () => call(101, 0x4206, 1),
  processVmReadv: () => call(310, own, at(256), 1, at(272), 1, 0),
  processVmWritev: () => call(311, own, at(256), 1, at(272), 1, 0),
  pidfdOpen: () => call(434, 1, 0),
  pidfdGetfd: () => call(438, 0, 0, 0),
  kcmp: () => call(312, own, 1, 0, 0, 0),
  ioUringSetup: () => call(425, 1, core()),
  ioUringEnter: () => call(426, 0, 0, 0, 0, 0, 0),
  ioUringRegister: () => call(427, 0, 0, 0, 0),
  kernelAio: () => call(206, 1, core()),
  keyctl: () => call(250, 0, -3, 0),
  addKey: () => call(248, string(0, 'user'), string(64, 'corpus'), string(128, 'x'), 1, -3),
  requestKey: () => call(249, string(0, 'user'), string(64, 'corpus'), 0, -3),
  netlink: () => call(41, 16, 3, 0),
  packet: () => call(41, 17, 3, 0),
  vsock: () => call(41, 40, 1, 0),
  raw: () => call(41, 2, 3, 1),
  rawIpv6: () => call(41, 10, 3, 58),
  ping: () => call(41, 2, 2, 1),
  algorithm: () => call(41, 38, 5, 0),
  xdp: () => call(41, 44, 3, 0),
  sctp: () => call(41, 2, 1, 132),
  tiocsti: () => call(16, 0, 0x5412, string(0, 'x')),
  tioclinux: () => call(16, 0, 0x541c, string(0, '\u0003')),
  pidfdNamespace: () => call(16, 1, 0xff09, 0),
  x32: () => call(0x40000000 + 39),
  bpf: () => call(321, 0, core(), 48),
  perfEventOpen: () => call(298, core(), 0, -1, -1, 0),
  userfaultfd: () => call(323, 1),
  notDumpable: () => call(157, 4, 0),
  noTimerSlack: () => call(157, 29, 1),
  ownFilter: () => call(317, 1, 0, 0),
  subreaper: () => call(157, 36, 1),
  personality: () => call(135, 0x0040000),
  priority: () => call(141, 0, 0, -5),
  scheduler: () => call(144, 0, 1, core()),
  affinity: () => call(203, 0, 8, core()),
  moduleLoad: () => call(313, 0, string(0, ''), 0),
  kexec: () => call(246, 0, 0, 0, 0),
  reboot: () => call(169, 0xfee1dead, 672274793, 0),
  hostname: () => call(170, string(0, 'x'), 1),
  clock: () => call(227, 0, core()),
  klog: () => call(103, 3, at(0), 16),
  handleAt: () => call(304, -100, core(), 0),
  fanotify: () => call(300, 0, 0),
  memfd: () => call(319, string(0, 'x'), 0),
  execveat: () => call(322, -100, string(0, '/tmp/x'), 0, 0, 0),
  sharedMemory: () => call(29, 0, 4096, 0o1600),
  semaphores: () => call(64, 0, 1, 0o1600),
  messages: () => call(68, 0, 0o1600),
  messageQueue: () => call(240, string(0, 'x'), 0o102, 0o600, 0),
  device: () => call(133, string(0, '/tmp/disk'), 0o060600, 0x0800),
  ldt: () => call(154, 0, core(), 16),
  becomeRoot: () => call(105, 0),
  leaseOnOwnFile: () => call(72, file, 1024, 1),
  leaseOnImage: () => call(72, hosts, 1024, 1),
  directoryNotice: () => call(72, hosts, 1026, 1),
  coreLimit: () => call(160, 4, core()),
  coreLimitByPrlimit: () => call(302, 0, 4, core(), 0),
  coreLimitRead: () => call(302, 0, 4, 0, at(0)),
};
const wanted = process.argv.slice(1);
const names = wanted.length > 0 ? wanted : Object.keys(calls);
console.log(JSON.stringify(Object.fromEntries(names.map((name) => [name, calls[name]()]))));
process.exit(0);
