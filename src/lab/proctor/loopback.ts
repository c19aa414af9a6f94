import { NetlinkSocket } from '../kernel/netlink-socket.js';

/** rtnetlink(7); linux/rtnetlink.h. */
const NETLINK_ROUTE = 0;
const RTM_NEWROUTE = 24;
const RTM_DELROUTE = 25;
const NLM_F_ACK = 4;
const NLM_F_REPLACE = 0x100;
const NLM_F_CREATE = 0x400;
const AF_INET = 2;
const AF_INET6 = 10;
const RT_TABLE_LOCAL = 255;
const RTPROT_KERNEL = 2;
const RT_SCOPE_UNIVERSE = 0;
const RT_SCOPE_HOST = 254;
const RTN_LOCAL = 2;
const RTA_DST = 1;
const RTA_OIF = 4;
const RTA_PRIORITY = 6;
const RTA_PREFSRC = 7;
const RTA_METRICS = 8;
const RTAX_QUICKACK = 15;

/** errno(3), of a kernel without IPv6: no such route, no such family. */
const WITHOUT_IPV6: readonly number[] = [3, 95, 97];

/** Index of `lo` in every network namespace. */
const LOOPBACK = 1;

/**
 * Has TCP on the loopback of this network namespace acknowledge at once (ip-route(8), quickack). Delayed acknowledgements are a clock
 * of the kernel's own: with Nagle's algorithm they wake a program every 44 ms, over a connection of its own, and many
 * connections every millisecond, with no timer to be seen and no slack to be given (habits.ts, ticking.ts). And they
 * let an honest relay over such a connection lie asleep for as long.
 *
 * @throws Error when the kernel refuses; it takes CAP_NET_ADMIN over the namespace
 */
export function acknowledgeAtOnce(): void {
  const kernel = new NetlinkSocket(NETLINK_ROUTE);
  try {
    for (const [bits, address] of [
      [8, [127, 0, 0, 0]],
      [32, [127, 0, 0, 1]],
    ] as const) {
      const header = routeHeader(AF_INET, bits, RT_SCOPE_HOST);
      const source = attribute(RTA_PREFSRC, Buffer.from([127, 0, 0, 1]));
      const body = [header, attribute(RTA_DST, Buffer.from(address)), onLoopback, source, quickAck];
      checked(kernel.ask(RTM_NEWROUTE, NLM_F_ACK | NLM_F_REPLACE, Buffer.concat(body)));
    }
    // The kernel's own route has a priority that no request can name: so it goes, and another takes its place.
    const self = attribute(RTA_DST, Buffer.concat([Buffer.alloc(15), Buffer.from([1])]));
    const route = Buffer.concat([routeHeader(AF_INET6, 128, RT_SCOPE_UNIVERSE), self, onLoopback]);
    const gone = kernel.ask(RTM_DELROUTE, NLM_F_ACK, route);
    if ('errno' in gone && WITHOUT_IPV6.includes(gone.errno)) return;
    checked(gone);
    const again = Buffer.concat([route, attribute(RTA_PRIORITY, uint32(1)), quickAck]);
    checked(kernel.ask(RTM_NEWROUTE, NLM_F_ACK | NLM_F_CREATE, again));
  } finally {
    kernel.close();
  }
}

function checked(reply: ReturnType<NetlinkSocket['ask']>): void {
  if ('answer' in reply || reply.errno !== 0)
    throw new Error(`the loopback could not be set up (errno ${'errno' in reply ? reply.errno : 0})`);
}

/** struct rtmsg. */
function routeHeader(family: number, bits: number, scope: number): Buffer {
  const header = Buffer.alloc(12);
  header.set([family, bits, 0, 0, RT_TABLE_LOCAL, RTPROT_KERNEL, scope, RTN_LOCAL]);
  return header;
}

/** struct rtattr with its data, padded to four bytes. */
function attribute(type: number, data: Buffer): Buffer {
  const whole = Buffer.alloc(4 + ((data.length + 3) & ~3));
  whole.writeUInt16LE(4 + data.length, 0);
  whole.writeUInt16LE(type, 2);
  data.copy(whole, 4);
  return whole;
}

function uint32(value: number): Buffer {
  const data = Buffer.alloc(4);
  data.writeUInt32LE(value);
  return data;
}

const onLoopback = attribute(RTA_OIF, uint32(LOOPBACK));
const quickAck = attribute(RTA_METRICS, attribute(RTAX_QUICKACK, uint32(1)));
