/**
 * A body that is not text: a table, an archive. Its bytes are no fields of an object, so that a handler which takes JSON
 * does not go through a million of them.
 */
export class RawBody {
  readonly #bytes: Buffer;
  /** Lower case, without parameters. */
  readonly #mediaType: string;

  constructor(bytes: Buffer, mediaType: string) {
    this.#bytes = bytes;
    this.#mediaType = mediaType;
  }

  get bytes(): Buffer {
    return this.#bytes;
  }

  get mediaType(): string {
    return this.#mediaType;
  }
}
