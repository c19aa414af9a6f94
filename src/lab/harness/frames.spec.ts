import { encodeFrame, FrameReader, MAX_HEADER_BYTES, MAX_PAYLOAD_BYTES } from './frames.js';

const payload = Buffer.from([0, 1, 2, 255]);

function lengths(header: number, body: number): Buffer {
  const prefix = Buffer.alloc(8);
  prefix.writeUInt32BE(header, 0);
  prefix.writeUInt32BE(body, 4);
  return prefix;
}

it('a frame comes back as it was sent, payload and all', () => {
  expect(new FrameReader().push(encodeFrame({ say: '钟' }, payload))).toEqual([
    { header: { say: '钟' }, payload },
  ]);
});

it('several frames in one chunk come out in order', () => {
  const chunk = Buffer.concat([1, 2, 3].map((n) => encodeFrame({ n }, Buffer.alloc(n, n))));
  expect(new FrameReader().push(chunk).map(({ header, payload: { length } }) => [header, length])).toEqual([
    [{ n: 1 }, 1],
    [{ n: 2 }, 2],
    [{ n: 3 }, 3],
  ]);
});

it.each([1, 2, 3, 7, 8, 9, 13])('chunks of %d bytes change nothing', (size) => {
  const stream = Buffer.concat([encodeFrame({ a: 1 }, payload), encodeFrame({}), encodeFrame({ b: 2 })]);
  const reader = new FrameReader();
  const frames = [];
  for (let at = 0; at < stream.length; at += size)
    frames.push(...reader.push(stream.subarray(at, at + size)));
  expect(frames).toEqual([
    { header: { a: 1 }, payload },
    { header: {}, payload: Buffer.alloc(0) },
    { header: { b: 2 }, payload: Buffer.alloc(0) },
  ]);
});

it('nothing at all is no frame', () => {
  const reader = new FrameReader();
  expect(reader.push(Buffer.alloc(0))).toEqual([]);
  expect(reader.push(encodeFrame({}))).toHaveLength(1);
});

it('the payload is a copy: what arrives next does not change it', () => {
  const chunk = encodeFrame({}, payload);
  const [frame] = new FrameReader().push(chunk);
  chunk.fill(7);
  expect(frame?.payload).toEqual(payload);
});

it.each([
  ['a header', lengths(MAX_HEADER_BYTES + 1, 0)],
  ['a payload', lengths(2, MAX_PAYLOAD_BYTES + 1)],
  ['both', lengths(0xffff_ffff, 0xffff_ffff)],
])('%s out of bounds is refused at its length, before any of it is kept', (_what, prefix) => {
  expect(() => new FrameReader().push(prefix)).toThrow('out of bounds');
});

it('the largest lengths allowed are waited for', () => {
  expect(new FrameReader().push(lengths(MAX_HEADER_BYTES, MAX_PAYLOAD_BYTES))).toEqual([]);
});

it.each(['', '{', '{"say":"hello"', 'undefined', '{}{}'])(
  'a header that is not JSON is refused: %j',
  (text) => {
    const body = Buffer.from(text);
    expect(() => new FrameReader().push(Buffer.concat([lengths(body.length, 0), body]))).toThrow(SyntaxError);
  },
);

it('a header nested a million deep neither crashes nor hangs the reader', () => {
  const body = Buffer.from(`${'['.repeat(1_000_000)}${']'.repeat(1_000_000)}`);
  const [frame] = new FrameReader().push(Buffer.concat([lengths(body.length, 0), body]));
  expect(Array.isArray(frame?.header)).toBe(true);
});
