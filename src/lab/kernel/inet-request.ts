/** struct inet_diag_req_v2 and the head of its answer, struct inet_diag_msg (<linux/inet_diag.h>). */

export const IPPROTO_TCP = 6;
export const IPPROTO_UDP = 17;
export const DIAG_MESSAGE_BYTES = 72;

const AF_INET = 2;
const REQUEST_BYTES = 56;
/** Where struct inet_diag_sockid begins. */
const ID = 8;

/** About the socket at `source` whose other end is `destination`, ports on 127.0.0.1; with one attribute. */
export function inetRequest(
  protocol: number,
  { source, destination }: { source: number; destination: number },
  attribute: number,
): Buffer {
  const request = Buffer.alloc(REQUEST_BYTES);
  request.writeUInt8(AF_INET, 0);
  request.writeUInt8(protocol, 1);
  request.writeUInt8(1 << (attribute - 1), 2);
  request.writeUInt32LE(0xffff_ffff, 4);
  // Ports and addresses in network order.
  request.writeUInt16BE(source, ID);
  request.writeUInt16BE(destination, ID + 2);
  request.set([127, 0, 0, 1], ID + 4);
  request.set([127, 0, 0, 1], ID + 20);
  request.fill(0xff, ID + 40, ID + 48);
  return request;
}
