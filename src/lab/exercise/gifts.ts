/** What the program is given when nobody says otherwise. */
export const gifts = ['socket', 'fd', 'port'] as const;
export type Gift = (typeof gifts)[number];
