import { readdirSync, readlinkSync } from 'node:fs';

const links = (pid) =>
  readdirSync(`/proc/${pid}/fd`).flatMap((fd) => {
    try {
      return [readlinkSync(`/proc/${pid}/fd/${fd}`)];
    } catch {
      return [];
    }
  });
const kinds = (pid) =>
  [...new Set(links(pid).map((link) => link.replace(/:?\[\d+\]$/, '')))].sort((a, b) => (a < b ? -1 : 1));
console.log(
  JSON.stringify({
    own: kinds('self'),
    init: kinds(1),
    sockets: links('self').filter((link) => link.startsWith('socket')).length,
  }),
);
