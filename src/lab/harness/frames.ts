/**
 * The frames on the harness's own socket: header length and payload length (unsigned 32 bit, big endian), a
 * JSON header, payload bytes. Used by both ends; each treats what it reads as hostile.
 */

const PREFIX_BYTES = 8;

/** Longest header either end accepts, bytes: a student's text may be in it. */
export const MAX_HEADER_BYTES = 4 << 20;

/** Longest payload either end accepts, bytes: a message of 4 MB and some room. */
export const MAX_PAYLOAD_BYTES = 16 << 20;

export function encodeFrame(header: object, payload: Uint8Array = new Uint8Array(0)): Buffer {
  const text = Buffer.from(JSON.stringify(header));
  const frame = Buffer.allocUnsafe(PREFIX_BYTES + text.length + payload.length);
  frame.writeUInt32BE(text.length, 0);
  frame.writeUInt32BE(payload.length, 4);
  text.copy(frame, PREFIX_BYTES);
  frame.set(payload, PREFIX_BYTES + text.length);
  return frame;
}

export interface Frame {
  readonly header: unknown;
  readonly payload: Buffer;
}

/** Cuts a stream into frames. `push` throws on lengths out of bounds or a header that is not JSON. */
export class FrameReader {
  #chunks: Buffer[] = [];
  #length = 0;

  push(chunk: Buffer): Frame[] {
    this.#chunks.push(chunk);
    this.#length += chunk.length;
    const frames: Frame[] = [];
    for (let frame = this.#next(); frame; frame = this.#next()) frames.push(frame);
    return frames;
  }

  #next(): Frame | null {
    if (this.#length < PREFIX_BYTES) return null;
    let first = this.#chunks[0] ?? Buffer.alloc(0);
    if (first.length < PREFIX_BYTES) first = this.#join();
    const headerBytes = first.readUInt32BE(0);
    const payloadBytes = first.readUInt32BE(4);
    if (headerBytes > MAX_HEADER_BYTES || payloadBytes > MAX_PAYLOAD_BYTES)
      throw new Error('frame out of bounds');
    const end = PREFIX_BYTES + headerBytes + payloadBytes;
    if (this.#length < end) return null;
    const all = this.#join();
    this.#chunks = all.length > end ? [all.subarray(end)] : [];
    this.#length = all.length - end;
    const body = PREFIX_BYTES + headerBytes;
    const header: unknown = JSON.parse(all.toString('utf8', PREFIX_BYTES, body));
    const payload = all.subarray(body, end);
    // A small one must not keep a large chunk alive; a large one is not worth another copy.
    return { header, payload: payload.length < all.length / 2 ? Buffer.from(payload) : payload };
  }

  #join(): Buffer {
    const all = this.#chunks.length === 1 && this.#chunks[0] ? this.#chunks[0] : Buffer.concat(this.#chunks);
    this.#chunks = [all];
    return all;
  }
}
