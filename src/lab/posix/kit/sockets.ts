import { bind as bindC } from './libc.js';
import { type Memory, integer, lengthWithin } from './memory.js';
import { SOCKADDR_IN_BYTES, type sockaddr_in, decodeAddress, encodeAddress } from './socket-address.js';

/** socket(2), socket(7), tcp(7) and their relatives. */

const cSocket = bindC('socket', 'int', ['int', 'int', 'int']);
const cSocketpair = bindC('socketpair', 'int', ['int', 'int', 'int', 'void *']);
const cConnect = bindC('connect', 'int', ['int', 'void *', 'uint32_t']);
const cBind = bindC('bind', 'int', ['int', 'void *', 'uint32_t']);
const cListen = bindC('listen', 'int', ['int', 'int']);
const cAccept = bindC('accept', 'int', ['int', 'void *', 'void *']);
const cShutdown = bindC('shutdown', 'int', ['int', 'int']);
const cGetsockname = bindC('getsockname', 'int', ['int', 'void *', 'void *']);
const cGetpeername = bindC('getpeername', 'int', ['int', 'void *', 'void *']);
const cGetsockopt = bindC('getsockopt', 'int', ['int', 'int', 'int', 'void *', 'void *']);
const cSetsockopt = bindC('setsockopt', 'int', ['int', 'int', 'int', 'void *', 'uint32_t']);
const cRecv = bindC('recv', 'int64_t', ['int', 'void *', 'size_t', 'int']);
const cSend = bindC('send', 'int64_t', ['int', 'void *', 'size_t', 'int']);

/** socket(2) */
export function socket(domain: number, type: number, protocol = 0): number {
  return cSocket(domain, type, protocol);
}

/** socketpair(2) */
export function socketpair(domain: number, type: number, protocol = 0): [number, number] {
  const pair = new Int32Array(2);
  cSocketpair(domain, type, protocol, pair);
  return [pair[0] ?? -1, pair[1] ?? -1];
}

/** connect(2) */
export function connect(sockfd: number, to: sockaddr_in): void {
  cConnect(sockfd, encodeAddress(to), SOCKADDR_IN_BYTES);
}

/** bind(2) */
export function bind(sockfd: number, at: sockaddr_in): void {
  cBind(sockfd, encodeAddress(at), SOCKADDR_IN_BYTES);
}

/** listen(2) */
export function listen(sockfd: number, backlog: number): void {
  cListen(sockfd, backlog);
}

/** accept(2) */
export function accept(sockfd: number, from?: Partial<sockaddr_in>): number {
  const address = new Uint8Array(SOCKADDR_IN_BYTES);
  const fd = cAccept(sockfd, address, new Uint32Array([SOCKADDR_IN_BYTES]));
  if (from) Object.assign(from, decodeAddress(address));
  return fd;
}

/** shutdown(2) */
export function shutdown(sockfd: number, how: number): void {
  cShutdown(sockfd, how);
}

function named(call: typeof cGetsockname, sockfd: number): sockaddr_in {
  const address = new Uint8Array(SOCKADDR_IN_BYTES);
  call(sockfd, address, new Uint32Array([SOCKADDR_IN_BYTES]));
  return decodeAddress(address);
}

/** getsockname(2) */
export function getsockname(sockfd: number): sockaddr_in {
  return named(cGetsockname, sockfd);
}

/** getpeername(2) */
export function getpeername(sockfd: number): sockaddr_in {
  return named(cGetpeername, sockfd);
}

/** getsockopt(2), for options that are an int */
export function getsockopt(sockfd: number, level: number, optname: number): number {
  const value = new Int32Array(1);
  cGetsockopt(sockfd, level, optname, value, new Uint32Array([value.byteLength]));
  return value[0] ?? 0;
}

/** setsockopt(2); a number is passed as an int, a view as the struct that it holds */
export function setsockopt(sockfd: number, level: number, optname: number, value: number | Memory): void {
  const memory =
    typeof value === 'number' ? Int32Array.of(integer('an option', value, -(2 ** 31), 2 ** 31 - 1)) : value;
  cSetsockopt(sockfd, level, optname, memory, memory.byteLength);
}

/** recv(2) */
export function recv(sockfd: number, buffer: Memory, length = buffer.byteLength, flags = 0): number {
  return cRecv(sockfd, buffer, lengthWithin(buffer, length), flags);
}

/** send(2) */
export function send(sockfd: number, buffer: Memory, length = buffer.byteLength, flags = 0): number {
  return cSend(sockfd, buffer, lengthWithin(buffer, length), flags);
}
