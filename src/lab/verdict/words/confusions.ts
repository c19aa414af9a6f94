import type { Bilingual } from '../../bilingual.js';
import type { Mechanism } from '../report.js';
import { say } from './phrases.js';

/**
 * What a student learns who expected the first way of waiting where the kernel saw the second: each pair has its own
 * usual confusion. The program may be somebody else's, so the texts say “the program”, and only what the verdict proves.
 */
export const confusions: Record<Mechanism, Record<Mechanism, Bilingual>> = {
  notified: {
    notified: say(
      'You expected to be told, and so it was: while nothing came nobody had to ask, and each arrival brought its news by itself. The next question is who waited in the program’s place; the levels of this report answer it.',
      '你猜是被通知，果然如此：没有动静的时候谁也不用去问，东西一到，消息自己就送来了。接下来可以想一想：是谁在替程序等？报告里分层的说明有答案。',
    ),
    blocking: say(
      'You expected to be told; the kernel saw the thread asleep inside a call that had not come back. A callback or a promise at the end changes nothing when the way to it leads through a call that waits: who stands there waiting needs no bell. Look for the call that returns only when there is something.',
      '你以为会被通知；内核看到的是线程睡在一次还没返回的调用里。最后写了回调或 Promise 也没用，只要路上有一步得站着等：守在门口的人用不着门铃。找一找，哪个调用要等到有了东西才返回？',
    ),
    'busy-poll': say(
      'You expected to be told; the kernel saw the program run on without a rest while nothing came. A callback is a notification only if the arrival brings it about. `setImmediate`, or an `await` of what is already there, comes round at once whether or not anything has arrived.',
      '你以为会被通知；内核看到的是什么都没来，程序却跑个不停。回调要由“到达”引起，才算通知。`setImmediate`，或者 `await` 一个早已完成的值，不管有没有东西来，都会立刻再转一圈。',
    ),
    'timed-poll': say(
      'You expected to be told; the kernel saw the program come by itself: after the peer had acted everything slept on, until a timer rang. Very likely a callback did run, but it was the clock that called it, not the arrival.',
      '你以为会被通知；内核看到的是程序自己跑来看的：对端有了动作，大家还在睡，直到定时器到点。多半确实有回调运行了，可叫醒它的是时钟，不是到达的数据。',
    ),
    multiplexed: say(
      'You expected to be told; the thread stood in one call (select, poll or epoll) until it had an answer. “This one is ready” does sound like news, but the program went to the counter and stood there for it, and the bytes were still to be fetched.',
      '你以为会被通知；其实线程一直站在一次调用里（select、poll 或 epoll），等它给出答案。“这个就绪了”听起来像通知，可那是程序自己守在柜台前等来的，数据也还得自己去取。',
    ),
  },
  blocking: {
    notified: say(
      'You expected the thread to be held; it was free all along, and each arrival brought the news. A function that stops at an `await` looks held, but only that function rests: its thread has gone back to the event loop and can serve others.',
      '你以为线程会被堵住；它其实一直空着，东西一到就得到消息。函数停在 `await` 上，看着像被堵住了，其实歇着的只是这个函数：线程已经回到事件循环，可以去照应别的事。',
    ),
    blocking: say(
      'You expected the thread to be held, and it was: it slept inside a call that could not come back yet. Sleeping costs next to no CPU; what it costs is the thread, which can do nothing else meanwhile.',
      '你猜线程会被堵住，果然如此：它睡在一次还回不来的调用里。睡着几乎不占 CPU，占住的是线程本身：这段时间它什么也做不了。',
    ),
    'busy-poll': say(
      'You expected a thread asleep in a call; here nobody came to rest. Both programs seem to stand still, and the CPU tells them apart: who is blocked sleeps until there is something, who spins gets “nothing yet” at once and asks again.',
      '你以为线程睡在调用里；这里却没有谁歇下来。两种程序看上去都停在原地，一看 CPU 就能分清：被堵住的在睡，有了东西才醒；空转的立刻得到“还没有”，马上又问。',
    ),
    'timed-poll': say(
      'You expected the thread to be held. It did sleep between two looks, but nothing held it there: an event of another kind would have found it free. A blocking call comes back when something arrives; here the sleep was over only when the time was up, and what had arrived lay there until then.',
      '你以为线程会被堵住。两次查看之间它确实在睡，但没有什么堵着它：来了别的事，它随时能去办。阻塞调用是东西到了才返回；这里是时间到了才醒，到了的东西只好先放着。',
    ),
    multiplexed: say(
      'Nearly: the thread did stand still inside a call. But this call (select, poll or epoll) waits for a whole set of descriptors and says which is ready, where a blocking read waits for a single one and brings its bytes. In that the thread stands and waits, the two are alike: both are synchronous.',
      '差一点：线程确实停在一次调用里。不过这次调用（select、poll 或 epoll）等的是一组描述符，只告诉你哪个就绪；阻塞的读只等一个，回来时带着数据。要论站着等，两者并无不同：都是同步。',
    ),
  },
  'busy-poll': {
    notified: say(
      'You expected spinning; nothing in the program kept running while the peer was silent, and each arrival brought the news. A loop in the source is not always a loop that runs: `for await`, or a listener that is called over and over, rests until there is something.',
      '你以为会空转；其实对端沉默时，程序里没有谁在不停地跑，东西一到就得到消息。源码里有循环，不等于循环一直在转：`for await`，或者一次次被调用的监听函数，没有东西时都在歇着。',
    ),
    blocking: say(
      'You expected spinning; the thread slept inside a call. A program that gets nowhere is not always busy: the kernel takes a blocked thread off the CPU until there is something for it. To spin, the call would have to return at once with “nothing yet”, and a loop to make it again.',
      '你以为会空转；其实线程睡在一次调用里。程序停滞不前，不一定是在忙：线程一被堵住，内核就把它从 CPU 上撤下来，有了东西再放回去。要空转，得是调用立刻返回“还没有”，外面再套一个循环反复去调。',
    ),
    'busy-poll': say(
      'You expected spinning, and the kernel saw it: all through the silence somebody in the program wanted a CPU. No call holds such a program, and still it is not free: it asks, gets nothing, and asks again.',
      '你猜是空转，内核看到的正是这样：对端一直沉默，程序里却总有谁要占 CPU。没有哪个调用堵住它，可它也并不空着：问一次，没有，马上再问。',
    ),
    'timed-poll': say(
      'You saw rightly that the program asks again and again. But between two looks it sleeps until a timer wakes it, so it hardly uses the CPU. The price is another one: what has arrived lies there until the next look.',
      '程序确实在一遍遍地问，这一点你看对了。不过两次之间它在睡，由定时器叫醒，所以几乎不占 CPU。代价换了一种：东西到了，要一直放到下一次查看。',
    ),
    multiplexed: say(
      'You expected a loop that never rests; the thread slept inside select, poll or epoll. Going round the descriptors and asking each one would indeed be spinning. This call takes the spin out of it: it returns only when one of them is ready, or its time-out is over.',
      '你以为循环一刻不停；其实线程睡在 select、poll 或 epoll 里。要是挨个去问每个描述符，那的确是空转。有了这个调用就不用转了：某个描述符就绪，或者超时到了，它才返回。',
    ),
  },
  'timed-poll': {
    notified: say(
      'You expected asking on a timer; each time the arrival alone brought the news, and no clock had to run out first. If there is a timer in the program, it serves something else. A time limit or a heartbeat is not polling; looking for news when it rings is.',
      '你以为是定时去问；其实每一次都是东西一到就有消息，没有等哪个定时器到点。程序里要是有定时器，它管的是别的事。限时、心跳都不算轮询；定时器一响就去看有没有消息，才算。',
    ),
    blocking: say(
      'You expected a sleep between two looks; the thread was held inside a call. The difference is who can be reached meanwhile. A pause in the event loop leaves the thread free; a pause that is itself a call, such as `Atomics.wait`, holds it, and so does a read that waits, however short.',
      '你以为是看一次、睡一会儿；其实线程被堵在一次调用里。区别在于这段时间还叫不叫得动它。用事件循环的定时器来停顿，线程是空着的；停顿本身就是一次调用（例如 `Atomics.wait`），线程就被占住了。会等的读也一样，再短也是。',
    ),
    'busy-poll': say(
      'You expected a pause between two looks; the kernel saw none. `setImmediate` or an `await` gives others a turn, but nobody sleeps in between: the next look follows at once, and the CPU is in use all the time.',
      '你以为两次查看之间有停顿；内核没有看到。`setImmediate` 或 `await` 只是让别人插一手，中间谁也没睡：马上又看下一次，CPU 一直被占着。',
    ),
    'timed-poll': say(
      'You expected asking on a timer, and so it was: after the peer had acted everything slept on until the program looked again by itself. A shorter period means more looks for nothing, a longer one more delay; either way the news is fetched, not brought.',
      '你猜是定时轮询，果然如此：对端有了动作，大家还在睡，直到程序自己再去看一次。间隔短了，白看的次数多；间隔长了，知道得晚。不管多长，消息都是去取的，不是送来的。',
    ),
    multiplexed: say(
      'A time-out may have led you there: select, poll and epoll take one, and stand in a loop. But such a call ends as soon as a descriptor is ready, so the arrival itself wakes the thread; a timer would let the news lie until the time is up. With a time-out or without, it is multiplexing, and the thread stands there waiting.',
      '你可能是被“超时”引过去的：select、poll、epoll 都可以设超时，外面也常套着循环。可是只要有描述符就绪，这种调用马上返回，叫醒线程的正是到达的数据；换成定时器，消息就要放到时间到为止。设不设超时，都是多路复用，线程都站在那里等。',
    ),
  },
  multiplexed: {
    notified: say(
      'You expected the thread to wait on a set of its own; it waited on none, and each arrival brought the news. One level further down you are right: Node’s event loop itself waits by epoll. But that wait is the library’s: the code above it handed over a function and was called.',
      '你以为线程守着自己的一组描述符；其实它没有守，东西一到就得到消息。再往下一层，你是对的：Node 的事件循环自己就用 epoll 来等。但那是运行库在等；上面的代码只是交出一个函数，然后被调用。',
    ),
    blocking: say(
      'You expected one call that waits for all; the thread was held in a call that did not wait for the connections together. Both stand still, but multiplexing stands still once for all of them and goes on with whoever comes first. Held like this, the thread hears of nobody else.',
      '你以为是一次调用等所有的连接；其实堵住线程的那次调用并没有把各个连接放在一起等。两种都是站着不动，但多路复用是替所有连接只站一次，谁先来就先办谁的；像这样被堵住，别的动静一概听不到。',
    ),
    'busy-poll': say(
      'You expected the thread to sleep until one of several is ready; nobody came to rest. Going through the connections and asking each “anything there?” is not multiplexing, however many there are. What is missing is the call that sleeps until one of them has an answer.',
      '你以为线程会睡到其中一个就绪；其实谁也没歇下来。把连接挨个问一遍“有了吗”，问得再多也不是多路复用。缺的正是那个调用：它会一直睡，直到其中一个有了答案。',
    ),
    'timed-poll': say(
      'You expected one call that waits for all; the program looked each time its timer rang. select, poll and epoll are ended by the arrival itself, even where they have a time-out. A timer knows only the clock: what came in between lay there, and nobody was woken.',
      '你以为是一次调用等所有的连接；其实程序是定时器一响才去看一次。select、poll、epoll 就算设了超时，也会被到达的数据提前叫醒。定时器只认时钟：中间来了东西，就一直放着，没有人被叫醒。',
    ),
    multiplexed: say(
      'You expected I/O multiplexing, and the thread did sleep in one call that waits for a set of descriptors. That call only says which is ready. The waiting is the thread’s own, and so is the reading that follows: synchronous.',
      '你猜是 IO 多路复用，线程确实睡在一次调用里，等的是一组描述符。这次调用只说哪个就绪：等，是线程自己在等；随后的读，也得自己读。所以是同步。',
    ),
  },
};
