import { integer } from './memory.js';

/** An IPv4 address and a port in host order: what struct sockaddr_in says, ip(7). */
export interface sockaddr_in {
  address: string;
  port: number;
}

const AF_INET = 2;
export const SOCKADDR_IN_BYTES = 16;

/**
 * struct sockaddr_in, ip(7): family in host order, port and address in network order.
 * @throws TypeError for an address that is not four numbers with dots, RangeError for a port that is none
 */
export function encodeAddress({ address, port }: sockaddr_in): Uint8Array {
  const numbers = String(address).split('.');
  if (numbers.length !== 4 || !numbers.every((each) => /^\d{1,3}$/.test(each) && Number(each) <= 255))
    throw new TypeError(`an address is four numbers, for example 127.0.0.1, not ${address}`);
  const bytes = new Uint8Array(SOCKADDR_IN_BYTES);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, AF_INET, true);
  view.setUint16(2, integer('a port', port, 0, 65_535), false);
  bytes.set(numbers.map(Number), 4);
  return bytes;
}

/** The reverse; of another family (a Unix socket has no port) the address is empty and the port 0. */
export function decodeAddress(bytes: Uint8Array): sockaddr_in {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint16(0, true) !== AF_INET) return { address: '', port: 0 };
  return { address: bytes.subarray(4, 8).join('.'), port: view.getUint16(2, false) };
}
