// program: p5
// predicts: timed-poll
// note: the await waits for the clock, not for the peer
