// mechanism: notified
// passes: yes
// note: old Node: a domain catches what is thrown, var self, hand-made async series, setImmediate against Zalgo
import domain from 'node:domain';
import fs from 'node:fs';

function Reader(this: any, fd: number, buffer: Uint8Array) {
  this.fd = fd;
  this.buffer = buffer;
  this.count = 0;
}
Reader.prototype.next = function (cb: (err: Error | null, finished?: boolean) => void) {
  var self = this;
  fs.read(self.fd, self.buffer, self.count, self.buffer.length - self.count, null, function (err, n) {
    if (err) throw err; // the domain's business
    self.count += n;
    cb(null, n === 0 || self.count === self.buffer.length);
  });
};

function until(step: (cb: (err: Error | null, finished?: boolean) => void) => void, cb: (err: Error | null) => void) {
  step(function (err, finished) {
    if (err || finished) return setImmediate(cb, err);
    until(step, cb);
  });
}

export function receive(fd: number, buffer: Uint8Array, done: (err: Error | null, count: number) => void): void {
  var reader = new (Reader as any)(fd, buffer);
  var called = false;
  function once(err: Error | null) {
    if (called) return;
    called = true;
    done(err, reader.count);
  }
  var d = domain.create();
  d.on('error', once);
  d.run(function () {
    until(reader.next.bind(reader), once);
  });
}
