import type { Bilingual } from '../../lab/bilingual.js';

/**
 * Every problem Doorbell answers with (RFC 9457). The name is the last part of its `type`, `/problems/<name>`, and
 * never changes; the page behind it says what the problem means and what to do.
 */
export interface ProblemKind {
  readonly status: number;
  readonly title: Bilingual;
  /** For the page: what happened, what to do. */
  readonly meaning: Bilingual;
}

const kinds = {
  'malformed-json': {
    status: 400,
    title: { en: 'The body is not JSON', 'zh-CN': '请求体不是合法的 JSON' },
    meaning: {
      en: 'The request says that its body is JSON, but it cannot be parsed. The detail says where parsing stopped. To send a file as it is, use “Content-Type: text/plain”.',
      'zh-CN':
        '请求声明请求体为 JSON，但无法解析；detail 中指出了出错的位置。若要直接发送文件，请使用 “Content-Type: text/plain”。',
    },
  },
  'bad-encoding': {
    status: 400,
    title: { en: 'The body is not UTF-8', 'zh-CN': '请求体不是 UTF-8 编码' },
    meaning: {
      en: 'Doorbell takes text in UTF-8 only, so that the line and column in a report are those of your editor. Save the file as UTF-8 and send it again.',
      'zh-CN':
        'Doorbell 只接受 UTF-8 文本，这样报告里的行号、列号才与你的编辑器一致。请将文件另存为 UTF-8 后重新发送。',
    },
  },
  'bad-parameter': {
    status: 400,
    title: { en: 'A parameter or header cannot be used', 'zh-CN': '某个参数或请求头无法使用' },
    meaning: {
      en: 'A query parameter, a part of the path, or a header has a value that Doorbell does not understand. “errors” names it and says what is allowed.',
      'zh-CN': '某个查询参数、路径片段或请求头的取值无法理解。“errors” 指出了是哪一个，以及允许的取值。',
    },
  },
  unauthenticated: {
    status: 401,
    title: { en: 'A valid key is missing', 'zh-CN': '缺少有效的密钥' },
    meaning: {
      en: 'Send your key as “Authorization: Bearer db_…”. Check that it was copied whole and has not been revoked. In the clone that runs Doorbell, the demo keys are in .doorbell/keys/.',
      'zh-CN':
        '请用 “Authorization: Bearer db_…” 发送你的密钥，并确认密钥复制完整、未被吊销。在运行 Doorbell 的克隆目录里，演示密钥位于 .doorbell/keys/。',
    },
  },
  forbidden: {
    status: 403,
    title: { en: 'Your role does not allow this', 'zh-CN': '你的角色无权执行此操作' },
    meaning: {
      en: 'The key is valid, but what was asked for is reserved for another role. “detail” says which.',
      'zh-CN': '密钥有效，但所请求的操作仅限其他角色；“detail” 说明了是哪些角色。',
    },
  },
  'not-found': {
    status: 404,
    title: { en: 'There is nothing here', 'zh-CN': '此处没有内容' },
    meaning: {
      en: 'Nothing is at this address, or it is not yours to see. /docs lists every address.',
      'zh-CN': '该地址没有内容，或者你无权查看。所有地址见 /docs。',
    },
  },
  'unknown-exercise': {
    status: 404,
    title: { en: 'There is no such exercise', 'zh-CN': '没有这个练习' },
    meaning: {
      en: 'No published exercise has this slug. GET /exercises lists those that exist.',
      'zh-CN': '没有以此 slug 发布的练习。GET /exercises 会列出全部练习。',
    },
  },
  'unknown-question': {
    status: 404,
    title: { en: 'There is no such question', 'zh-CN': '没有这道题' },
    meaning: {
      en: 'No question, or no such version of it, has this slug. GET /questions lists those that exist.',
      'zh-CN': '没有以此 slug 命名的题目，或者没有这个版本。GET /questions 会列出全部题目。',
    },
  },
  'method-not-allowed': {
    status: 405,
    title: { en: 'This address does not take that method', 'zh-CN': '该地址不支持此方法' },
    meaning: {
      en: 'The address exists, but not for this HTTP method. The header “Allow” lists the methods that it takes.',
      'zh-CN': '该地址存在，但不支持此 HTTP 方法。响应头 “Allow” 列出了可用的方法。',
    },
  },
  'not-acceptable': {
    status: 406,
    title: { en: 'None of the accepted formats can be had', 'zh-CN': '无法提供所要求的格式' },
    meaning: {
      en: 'The header “Accept” excludes every format that this address has. “detail” lists them.',
      'zh-CN': '请求头 “Accept” 排除了该地址能提供的所有格式；“detail” 列出了可用格式。',
    },
  },
  conflict: {
    status: 409,
    title: { en: 'This cannot be done as things stand', 'zh-CN': '当前状态下无法执行' },
    meaning: {
      en: 'The request is in order, but what it is about is in a state that does not allow it: it exists already, or is published, or has nothing to publish. “detail” says which and what to do.',
      'zh-CN':
        '请求本身没有问题，但所涉及的对象当前状态不允许这样做：例如已经存在、已经发布，或没有可发布的内容。“detail” 说明了原因和处理办法。',
    },
  },
  'not-submittable': {
    status: 409,
    title: { en: 'No submission is taken now', 'zh-CN': '现在不能提交' },
    meaning: {
      en: 'You have used the submissions that this exercise allows in an attempt, or the pause after your last one is not over. “detail” says which, and when you may. Trying with “?mode=try” costs nothing.',
      'zh-CN':
        '这道题在本次作答中允许的提交次数已用完，或者距上一次提交的间隔还没有过去。“detail” 说明了是哪一种情况，以及何时可以提交。用 “?mode=try” 试运行不消耗次数。',
    },
  },
  'not-regradable': {
    status: 409,
    title: { en: 'The new version cannot mark these answers', 'zh-CN': '新版本无法评判这些作答' },
    meaning: {
      en: 'A regrade marks stored answers by the newest version’s key. That needs the same options, blanks, rows and parameters; texts, keys and feedback may differ.',
      'zh-CN':
        '重新评分以最新版本的答案来评判已保存的作答，因此选项、空格、行与参数必须相同；文字、答案和反馈可以不同。',
    },
  },
  'not-startable': {
    status: 409,
    title: { en: 'No attempt can begin now', 'zh-CN': '现在不能开始作答' },
    meaning: {
      en: 'The assignment is not open yet, is closed, you have used your attempts, or the pause between two attempts is not over. “detail” says which, and when you may.',
      'zh-CN':
        '作业尚未开放、已经关闭、尝试次数已用完，或者两次尝试之间的间隔还没有过去。“detail” 说明了是哪一种情况，以及何时可以开始。',
    },
  },
  'attempt-over': {
    status: 409,
    title: { en: 'This attempt is over', 'zh-CN': '本次作答已经结束' },
    meaning: {
      en: 'The attempt was submitted, or its time was up. An answer that comes afterwards is kept and does not count.',
      'zh-CN': '本次作答已经提交，或时间已到。之后发来的答案会留存，但不计分。',
    },
  },
  'not-traceable': {
    status: 409,
    title: { en: 'There is no run to trace', 'zh-CN': '没有可供跟踪的运行' },
    meaning: {
      en: 'System calls can be had of a submission whose program was run to a verdict. One that is not graded yet, did not compile or load, or came out inconclusive has none; “detail” says which.',
      'zh-CN':
        '只有程序运行到得出判定的提交，才有系统调用可看。尚未评测、未能编译或加载、或者结果不确定的提交都没有；具体原因见 “detail”。',
    },
  },
  'precondition-failed': {
    status: 412,
    title: { en: 'Somebody else has changed it', 'zh-CN': '已被他人修改' },
    meaning: {
      en: 'The ETag in “If-Match” is not the current one: what you have was changed since you read it. Read it again, put your change into what you get, and send it with the new ETag. Nothing was overwritten.',
      'zh-CN':
        '“If-Match” 中的 ETag 已过期：在你读取之后，内容又被修改过。请重新读取，把你的修改合并进去，再带上新的 ETag 发送。没有任何内容被覆盖。',
    },
  },
  'too-large': {
    status: 413,
    title: { en: 'The body is too large', 'zh-CN': '请求体过大' },
    meaning: {
      en: 'A submission is one source file, and a small one: the limit is in “detail”. Check that you sent the right file.',
      'zh-CN': '一次提交就是一个不大的源文件，大小上限见 “detail”。请检查是否发错了文件。',
    },
  },
  'unsupported-media-type': {
    status: 415,
    title: { en: 'This kind of body is not taken', 'zh-CN': '不支持这种类型的请求体' },
    meaning: {
      en: "With curl, --data-binary alone says “application/x-www-form-urlencoded”. Add -H 'Content-Type: text/plain' for a file, or -H 'Content-Type: application/json' for JSON. Compressed bodies are not taken.",
      'zh-CN':
        "curl 仅用 --data-binary 时会声明 “application/x-www-form-urlencoded”。发送文件请加 -H 'Content-Type: text/plain'，发送 JSON 请加 -H 'Content-Type: application/json'。不接受压缩过的请求体。",
    },
  },
  validation: {
    status: 422,
    title: { en: 'The body has values that cannot be used', 'zh-CN': '请求体中有无法使用的值' },
    meaning: {
      en: 'The body could be read, but a field in it is missing or has a value that is not allowed. Each entry of “errors” points at one field.',
      'zh-CN': '请求体可以读取，但其中某个字段缺失或取值不被允许。“errors” 的每一项都指向一个字段。',
    },
  },
  'bad-package': {
    status: 422,
    title: { en: 'This is no exercise package that can be taken', 'zh-CN': '无法接受这个题目包' },
    meaning: {
      en: 'A package is a .tar.gz or .zip with ordinary files and folders only, laid out as docs/authoring.md says. “detail” names the entry of the archive that is not taken; where the package itself is wrong, each entry of “errors” has a file, a line and what to do. Nothing was kept.',
      'zh-CN':
        '题目包是 .tar.gz 或 .zip 文件，其中只能有普通文件和目录，结构见 docs/authoring.md。“detail” 指出归档中不被接受的条目；若是题目包内容有误，“errors” 的每一项给出文件、行号和修改办法。没有保存任何内容。',
    },
  },
  'idempotency-key-reused': {
    status: 422,
    title: {
      en: 'This Idempotency-Key was used for another request',
      'zh-CN': '该 Idempotency-Key 已用于另一个请求',
    },
    meaning: {
      en: 'An Idempotency-Key stands for one request: the same key with the same exercise, source and seed gets the first answer again. For a new submission send a new key.',
      'zh-CN':
        '一个 Idempotency-Key 只代表一个请求：练习、源码与种子都相同时，会再次得到第一次的应答。新的提交请使用新的 key。',
    },
  },
  'not-publishable': {
    status: 422,
    title: { en: 'It cannot be published as it is', 'zh-CN': '目前还不能发布' },
    meaning: {
      en: 'What is published must be complete: both languages, a key that earns full marks, and names that exist. Each entry of “errors” points at one place. The draft is kept as it is.',
      'zh-CN':
        '发布的内容必须完整：两种语言齐全、答案能得满分、引用的名称都存在。“errors” 的每一项指向一处问题。草稿保持原样。',
    },
  },
  'precondition-required': {
    status: 428,
    title: { en: 'Say what you are changing', 'zh-CN': '请说明要修改的是哪个版本' },
    meaning: {
      en: 'Send the ETag of what you read as “If-Match”, so that nobody’s change is lost when two people write at the same time.',
      'zh-CN': '请把读取时得到的 ETag 放进 “If-Match” 一起发送，这样两个人同时修改时，谁的改动都不会丢。',
    },
  },
  'too-many-requests': {
    status: 429,
    title: { en: 'Too many requests', 'zh-CN': '请求过于频繁' },
    meaning: {
      en: 'The header “Retry-After” says how many seconds to wait. You need not ask again and again for a report: send “Prefer: wait=60”, or read the submission’s events, and you will be told.',
      'zh-CN':
        '响应头 “Retry-After” 指出需等待的秒数。不必反复询问报告：发送 “Prefer: wait=60”，或读取该提交的事件流，结果出来时会通知你。',
    },
  },
  internal: {
    status: 500,
    title: { en: 'Doorbell made a mistake', 'zh-CN': 'Doorbell 自身出错' },
    meaning: {
      en: 'This is a fault of the service, not of your request. Tell whoever runs it the “requestId”.',
      'zh-CN': '这是服务自身的故障，与你的请求无关。请把 “requestId” 告诉服务的维护者。',
    },
  },
  unavailable: {
    status: 503,
    title: { en: 'Doorbell cannot do this now', 'zh-CN': 'Doorbell 暂时无法处理' },
    meaning: {
      en: 'The service is starting, stopping, or has lost its database. Send the request again shortly.',
      'zh-CN': '服务正在启动、停止，或与数据库失去连接。请稍后重试。',
    },
  },
} as const satisfies Record<string, ProblemKind>;

export type ProblemName = keyof typeof kinds;

export const problemKinds: Readonly<Record<ProblemName, ProblemKind>> = kinds;

export const problemNames = Object.keys(kinds) as readonly ProblemName[];

export function isProblemName(name: string): name is ProblemName {
  return Object.hasOwn(kinds, name);
}
